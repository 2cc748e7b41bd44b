/** A suppressed answer cannot be told from any other skipped one: every pair of codes, and every kind of sensitive matter. */
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { SENSITIVE_CATEGORIES, type SensitiveCategory, SKIP_CODES, type SkipCode } from "../../worker/domain/vocabulary.ts";
import { saying, somebody } from "../http.ts";
import { ask, HARMLESS, SENSITIVE, send } from "./talk.ts";

/** The id of every message here, so that answers can be compared byte by byte. */
const ID = "m-0123456789";
const tell = (user: string, content: string, options: Parameters<typeof send>[2] = {}, how: Parameters<typeof send>[3] = {}) =>
  send(user, content, { id: ID, ...options }, how);
const choose = (user: string, personalisation: string) => ask(user, "PATCH", "/v1/me/preferences", { personalisation });

/** Answers that are made before the body is read know no id. */
const UNREAD: ReadonlySet<SkipCode> = new Set(["region", "minor", "signal", "not_in_effect"]);

const WAYS: Record<SkipCode, (user: string) => Promise<Response>> = {
  region: (user) => tell(user, HARMLESS, {}, { cf: { country: "DE" } }),
  minor: (user) => tell(user, HARMLESS, {}, { claims: { age: "minor" } }),
  signal: (user) => tell(user, HARMLESS, {}, { headers: { "Sec-GPC": "1" } }),
  not_in_effect: (user) => tell(user, HARMLESS, {}, { claims: { tenant: "tomorrow" } }),
  sensitive: (user) => tell(user, SENSITIVE),
  unsupported_language: (user) => tell(user, "Welches Fahrrad eignet sich am besten für den täglichen Weg zur Arbeit in der Stadt?"),
  low_confidence: (user) => tell(user, "👍👍"),
  async opted_out(user) {
    await choose(user, "off");
    return tell(user, HARMLESS);
  },
  async paused(user) {
    await choose(user, "paused");
    return tell(user, HARMLESS);
  },
  async duplicate(user) {
    await tell(user, HARMLESS);
    return tell(user, HARMLESS);
  },
  async rate_limited(user) {
    const { messages, ...rest } = saying("hm", { id: ID });
    let answer = await ask(user, "POST", "/v1/messages", { ...rest, messages });
    for (let sent = 1; sent < 70 && !(await answer.clone().text()).includes("rate_limited"); sent++) answer = await tell(user, "hm");
    return answer;
  },
  async unavailable(user) {
    vi.spyOn(env.PERSON, "getByName").mockImplementation(() => {
      throw Object.assign(new Error("Durable Object is overloaded."), { overloaded: true, remote: true });
    });
    return tell(user, HARMLESS);
  },
};

interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text: string;
}
const read = async (answer: Response): Promise<Answer> => ({ status: answer.status, headers: [...answer.headers].sort(), text: await answer.text() });

/** The answer without its code and without the blanks that fill it up. */
const blind = ({ status, headers, text }: Answer, code: SkipCode) => ({
  status,
  headers,
  text: text.trimEnd().replace(`"skip_code":"${code}"`, '"skip_code":"-"'),
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("every pair of skip codes", () => {
  const answers = new Map<SkipCode, Answer>();

  beforeAll(async () => {
    for (const code of SKIP_CODES) {
      answers.set(code, await read(await WAYS[code](somebody())));
      vi.restoreAllMocks();
    }
  }, 120_000);

  const pairs = SKIP_CODES.flatMap((one, at) => SKIP_CODES.slice(at + 1).map((other) => [one, other] as const));
  test.each(pairs)("%s and %s", (one, other) => {
    const [a, b] = [answers.get(one) as Answer, answers.get(other) as Answer];
    expect(a.text).toContain(`"skip_code":"${one}"`);
    expect(b.text).toContain(`"skip_code":"${other}"`);
    expect(a.text).toHaveLength(b.text.length);
    expect(a.headers).toEqual(b.headers);
    if (UNREAD.has(one) === UNREAD.has(other)) expect(blind(a, one)).toEqual(blind(b, other));
    else {
      const withoutId = ({ text, ...rest }: ReturnType<typeof blind>) => ({ ...rest, text: text.replace(`"id":"${ID}",`, "") });
      expect(withoutId(blind(a, one))).toEqual(withoutId(blind(b, other)));
    }
  });
});

/** One message about each matter, in words that leave no doubt. */
const MATTERS: Record<SensitiveCategory, string> = {
  health: "my doctor says I have type 2 diabetes",
  mental_health: "I have been depressed for months and want to see a therapist",
  sex_life: "my wife and I have not had sex for a year",
  orientation_gender: "how do I tell my parents that I am gay?",
  religion: "I converted to Islam last year, how do I pray properly?",
  politics: "why I vote for the Democratic Party and want to campaign for it",
  race_ethnicity: "people treat me badly because I am Black",
  trade_union: "how do we start a union at our warehouse?",
  crime_legal: "I was arrested for shoplifting, do I need a lawyer?",
  financial_hardship: "I cannot pay my rent and debt collectors keep calling",
  addiction: "I am an alcoholic and relapsed again",
  violence_abuse: "my husband hits me when he is drunk",
  grief_breakup: "my mother died on Friday and I have to write the eulogy",
  weapons: "where can I buy a handgun without a licence?",
  minor: "I am 12 years old and in 7th grade",
};

describe("every reason to suppress gives the same bytes", () => {
  let first = "";
  beforeAll(async () => {
    first = (await read(await tell(somebody(), SENSITIVE))).text;
  });

  test.each(SENSITIVE_CATEGORIES)("%s", async (category) => {
    expect((await read(await tell(somebody(), MATTERS[category]))).text).toBe(first);
  });

  test("in an earlier turn", async () => {
    expect((await read(await tell(somebody(), "which one is cheaper?", { earlier: [SENSITIVE] }))).text).toBe(first);
  });

  test("carried over from the turn before", async () => {
    const user = somebody();
    await tell(user, SENSITIVE, { conversation: "a" });
    expect((await read(await tell(user, HARMLESS, { conversation: "a" }))).text).toBe(first);
  });
});
