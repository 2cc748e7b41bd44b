/** Words in, labels out, in the three shapes that callers read. */
import { beforeAll, expect, test } from "vitest";
import { answerOf, call, serviceKey } from "../http.ts";

let bearer: string;
beforeAll(async () => {
  bearer = await serviceKey(["classify:write"]);
});

const FLIGHTS = "cheap flights to Lisbon in May?";
const labelsOf = async (body: object, shape = "native") =>
  answerOf(await call("POST", `/v1/classify?as=${shape}`, { bearer, body: { country: "US", ...body } }));

test("labels have names, and scores of four digits at most", async () => {
  const { outcome, language, topics, intents } = await labelsOf({ text: FLIGHTS });
  expect([outcome, language]).toEqual(["contextual", "en"]);
  expect(topics).toContainEqual(expect.objectContaining({ id: "653", name: "Travel", path: "Travel" }));
  expect(intents.length).toBeGreaterThan(0);
  for (const { score } of [...topics, ...intents]) expect(score).toBe(Number(score.toFixed(4)));
});

test("a follow-up is read with what was said before", async () => {
  const { topics } = await labelsOf({ text: "and for two people?", earlier: [FLIGHTS] });
  expect(topics.map(({ id }: { id: string }) => id)).toContain("653");
});

test("the same labels as AdCP signals and as OpenRTB segments", async () => {
  const native = await labelsOf({ text: FLIGHTS });
  const adcp = await labelsOf({ text: FLIGHTS }, "adcp");
  expect(adcp.context_signals).toMatchObject({ taxonomy: "iab-content-3.1", language: "en", brand_safe: true });
  expect(adcp.context_signals.topics.map(({ id }: { id: string }) => id)).toEqual(native.topics.map(({ id }: { id: string }) => id));
  const { content } = await labelsOf({ text: FLIGHTS }, "openrtb");
  expect(content.language).toBe("en");
  expect(content.data.flatMap(({ segment }: { segment: { id: string }[] }) => segment.map(({ id }) => id))).toContain("653");
});

test.each([
  ["a sensitive matter", { text: "my chemo starts on monday, what should I eat" }, "sensitive"],
  ["a protected region", { text: FLIGHTS, country: "DE" }, "region"],
  ["an opt-out", { text: FLIGHTS, regs: { ext: { gpc: "1" } } }, "signal"],
  ["another language", { text: "günstige Flüge nach Lissabon im Mai, am liebsten am Wochenende" }, "unsupported_language"],
])("%s is not told", async (_, body, code) => {
  expect(await labelsOf(body)).toMatchObject({ outcome: "skipped", skip_code: code, topics: [], intents: [] });
});
