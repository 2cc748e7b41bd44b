/** The classifier as the pipeline meets it, with the shipped network inside workerd. */
import { describe, expect, test, vi } from "vitest";
import { classifier } from "../../worker/classify/bundled.ts";
import type { ClassifyResult } from "../../worker/classify/classify.ts";
import type { Turn } from "../../worker/domain/classification.ts";
import { TOPICS } from "../../worker/domain/topics.ts";

const turn = (content: string, role: Turn["role"] = "user"): Turn => ({ id: "m", role, content, modality: "text" });
const said = (...contents: string[]): Turn[] => contents.map((content) => turn(content));
const classify = async (...contents: string[]): Promise<ClassifyResult> => (await classifier()).classify(said(...contents));

/** A result that has labels, or a failed test. */
function labels(result: ClassifyResult) {
  if (result.kind === "refused") throw new Error(`refused: ${result.refusal.rule}`);
  return result;
}

describe("odd inputs are answered", () => {
  test.each([
    ["empty", "", "no_words"],
    ["blanks", " \t\n\u00a0\u3000", "no_words"],
    ["emoji only", "😀🎮🔥", "no_words"],
    ["a family of emoji", "👩‍👩‍👧‍👦", "no_words"],
    ["digits and signs", "42 + 1 = ?!", "no_words"],
    ["control characters only", "\u0000\u0007\u001b", "no_words"],
    ["a lone surrogate only", "\ud83d", "no_words"],
    ["control characters inside", "cheap\u0000flights\u0007to\u001b[31m Lisbon", null],
    ["a lone surrogate inside", "half a pair \ud83d of socks", null],
    ["right to left", "\u202eabc\u202c right to left", null],
    ["Hebrew", "מה שלומך? אני מחפש טיסה זולה", null],
    ["a word of 10 kB", "a".repeat(10_000), null],
    ["10 kB of words", "what is the best laptop for video editing ".repeat(240), null],
    ["only the start has words", `hello ${"1".repeat(2_000)}`, "no_words"],
    ["combining marks", `e${"\u0301".repeat(500)}`, null],
    ["the vocabulary's own marks", "<s> hello </s> <unk> <pad>", null],
    ["markup", "<script>alert('x')</script>", null],
    ["a single letter", "k", null],
  ])("%s", async (_, text, refusedBy) => {
    const result = await classify(text);
    if (refusedBy !== null) expect(result).toEqual({ kind: "refused", refusal: { code: "low_confidence", rule: refusedBy } });
    else expect(labels(result).now.intents.length).toBeGreaterThan(0);
  });

  test("no turn at all, or one that is not the person's", async () => {
    const { classify: ask } = await classifier();
    const refused = { kind: "refused", refusal: { code: "low_confidence", rule: "not_the_person" } };
    expect(await ask([])).toEqual(refused);
    expect(await ask([turn("cheap flights to Lisbon"), turn("Here are some flights", "assistant")])).toEqual(refused);
    expect(await ask([turn("You are helpful", "system")])).toEqual(refused);
  });
});

describe("labels", () => {
  test.each([
    ["cheap flights to Lisbon in May?", "en", "653"],
    ["comment faire une sauce béchamel sans grumeaux", "fr", "210"],
    ["¿qué celular me recomiendas por menos de 300 dólares?", "es", "596"],
    ["qual o melhor time do brasileirão esse ano, flamengo ou palmeiras?", "pt", "483"],
  ])("%j is %s about tier 1 %s", async (text, language, tier1) => {
    const { now } = labels(await classify(text));
    expect(now.language).toBe(language);
    expect(now.topics.map(({ id }) => id)).toContain(tier1);
    expect(now.sensitive).toEqual([]);
  });

  test("come best first, a leaf brings its tier-1 node", async () => {
    for (const text of ["cheap flights to Lisbon in May?", "best running shoes for flat feet under 100", "how do i fix a leaking tap in the kitchen"]) {
      const { now } = labels(await classify(text));
      const ids = now.topics.map(({ id }) => id);
      for (const { id, tier1 } of TOPICS) if (ids.includes(id)) expect(ids).toContain(tier1);
      for (const list of [now.topics, now.intents, now.sensitive])
        expect(list.map(({ score }) => score)).toEqual(list.map(({ score }) => score).sort((a, b) => b - a));
      expect(now.model).toMatch(/^t1:[a-z0-9.-]+$/);
    }
  });
});

describe("conversation", () => {
  test("a follow-up is understood by what came before", async () => {
    const { now } = labels(await classify("cheap flights to Lisbon in May?", "and for two people?"));
    expect(now.topics.map(({ id }) => id)).toContain("653");
  });

  test("a sensitive earlier turn is found, by either net", async () => {
    const known = labels(await classify("i was diagnosed with type 2 diabetes last week", "anyway, which laptop is good for school?"));
    expect([...known.now.sensitive, ...known.context].length).toBeGreaterThan(0);
  });

  test("also when the last turn says nothing", async () => {
    expect(labels(await classify("i was diagnosed with type 2 diabetes last week", "👍")).context.length).toBeGreaterThan(0);
  });

  test("harmless turns find nothing; a wordless turn after them is too little", async () => {
    expect(labels(await classify("cheap flights to Lisbon in May?", "and hotels near the beach?")).context).toEqual([]);
    expect((await classify("cheap flights to Lisbon in May?", "👍")).kind).toBe("refused");
  });

  test("only the person's own words count as context", async () => {
    const { classify: ask } = await classifier();
    const result = labels(await ask([turn("i was diagnosed with type 2 diabetes", "assistant"), turn("cheap flights to Lisbon in May?")]));
    expect([result.now.sensitive, result.context]).toEqual([[], []]);
  });

  test("only the newest three earlier turns are read", async () => {
    const harmless = ["best pizza in town", "and pasta?", "any dessert?"];
    const result = labels(await classify("i was diagnosed with type 2 diabetes last week", ...harmless, "a good pizza oven"));
    expect(result.context).toEqual([]);
  });

  test("fields that only carry context do not change a message without it", async () => {
    const alone = labels(await classify("best pizza oven for a small balcony"));
    const { classify: ask } = await classifier();
    const withOthers = labels(await ask([turn("Hello, how can I help?", "assistant"), turn("🙂"), turn("best pizza oven for a small balcony")]));
    expect(withOthers).toEqual(alone);
  });
});

describe("long messages", () => {
  const chatter = "We then talked about the garden, the new tomatoes, the fence and the weather, which was fine all week. ";

  test("a matter hidden before a long postscript is found", async () => {
    const network = labels(await classify(`my doctor says the tumour has spread to my liver. ${chatter.repeat(12)}`));
    expect(network.now.sensitive.length).toBeGreaterThan(0);
  });

  test("the postscript alone is clean", async () => {
    expect(labels(await classify(chatter.repeat(12))).now.sensitive).toEqual([]);
  });
});

describe("runs", () => {
  test("that come together give what they give one by one", async () => {
    const { classify: ask } = await classifier();
    const texts = ["cheap flights to Lisbon", "best running shoes", "how to bake bread", "new laptop for school", "fix my bike"];
    const together = await Promise.all(texts.map((text) => ask(said(text))));
    const apart: ClassifyResult[] = [];
    for (const text of texts) apart.push(await ask(said(text)));
    expect(together).toEqual(apart);
  });

  test("the classifier is started once", async () => {
    expect(await classifier()).toBe(await classifier());
  });

  test("no text reaches the log", async () => {
    const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) => vi.spyOn(console, level));
    await classify("canary-7f3a in a sentence about flights", "and \ud83d canary-7f3a?");
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});
