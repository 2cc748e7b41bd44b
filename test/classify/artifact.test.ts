import { describe, expect, test } from "vitest";
import labels from "../../model/artifact/labels.json";
import manifest from "../../model/artifact/manifest.json";
import model from "../../model/artifact/model.onnx";
import tokenizer from "../../model/artifact/tokenizer.json";
import { ArtifactMismatch, readArtifact, verifyFile, verifyShape } from "../../worker/classify/artifact.ts";
import { classifier } from "../../worker/classify/bundled.ts";

type Path = readonly (string | number)[];

/** A deep copy with another value at a path; undefined takes it out. */
function changed(value: object, [...path]: Path, to: unknown): object {
  const copy = structuredClone(value);
  const last = path.pop() ?? "";
  let at = copy as Record<string | number, unknown>;
  for (const step of path) at = at[step] as Record<string | number, unknown>;
  at[last] = to;
  return JSON.parse(JSON.stringify(copy));
}

const at = (id: string) => labels.topics.findIndex((topic) => topic.id === id);

test("the shipped parts belong together", async () => {
  const artifact = readArtifact({ manifest, labels, tokenizer });
  await verifyFile("model.onnx", model, artifact.manifest);
  expect((await classifier()).model).toBe(`t1:${manifest.version}`);
});

const CHANGES: readonly (readonly [what: string, parts: { manifest?: object; labels?: object; tokenizer?: object }, says: RegExp])[] = [
  ["another taxonomy", { manifest: changed(manifest, ["taxonomy"], "t2") }, /taxonomy: expected t1, got t2/],
  ["another text bound", { manifest: changed(manifest, ["max_chars"], 500) }, /max_chars: expected 2000, got 500/],
  ["a language without thresholds", { manifest: changed(manifest, ["thresholds", "pt"], undefined) }, /manifest\.json: .*at thresholds\.pt/],
  [
    "a category without threshold",
    { manifest: changed(manifest, ["thresholds", "es", "sensitive", "minor"], undefined) },
    /at thresholds\.es\.sensitive\.minor/,
  ],
  ["a threshold above one", { manifest: changed(manifest, ["thresholds", "en", "leaf"], 1.5) }, /at thresholds\.en\.leaf/],
  ["a file without hash", { manifest: changed(manifest, ["files", "model.onnx"], undefined) }, /at files\.model\.onnx/],
  ["a topic too few", { labels: changed(labels, ["topics"], labels.topics.slice(1)) }, /number of topics: expected \d+, got \d+/],
  ["an unknown topic", { labels: changed(labels, ["topics", 0, "id"], "0") }, /topic: expected an id .*, got 0/],
  ["a topic that became eligible", { labels: changed(labels, ["topics", at("211"), "eligible"], true) }, /eligible of topic 211: expected false, got true/],
  ["a topic with another parent", { labels: changed(labels, ["topics", at("672"), "tier1"], "1") }, /tier1 of topic 672: expected 653, got 1/],
  ["a topic twice", { labels: changed(labels, ["topics", 1], labels.topics[0]) }, /different topics/],
  ["intents in another order", { labels: changed(labels, ["intents"], [...labels.intents].reverse()) }, /intents: expected purchase,.*, got chat,/],
  ["categories without any", { labels: changed(labels, ["sensitive"], labels.sensitive.slice(0, -1)) }, /sensitive categories/],
  [
    "a vocabulary without its marks",
    { tokenizer: changed(tokenizer, ["model", "vocab", 0, 0], "<pad>") },
    /first pieces .*: expected <s> <pad> <\/s> <unk>, got <pad> <pad>/,
  ],
  ["not a manifest", { manifest: [] }, /manifest\.json/],
  ["no labels", { labels: {} }, /labels\.json/],
];

test.each(CHANGES)("refuses %s, with expected and got", (_, parts, says) => {
  const read = () => readArtifact({ manifest, labels, tokenizer, ...parts });
  expect(read).toThrow(ArtifactMismatch);
  expect(read).toThrow(says);
});

describe("the network's file", () => {
  const artifact = readArtifact({ manifest, labels, tokenizer });

  test("a changed byte is refused", async () => {
    const bytes = new Uint8Array(model.slice(0));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await expect(verifyFile("model.onnx", bytes, artifact.manifest)).rejects.toThrow(/sha256 of model\.onnx: expected [0-9a-f]{64}, got [0-9a-f]{64}/);
  });

  test("a missing byte is refused", async () => {
    await expect(verifyFile("model.onnx", model.slice(1), artifact.manifest)).rejects.toThrow(/size of model\.onnx: expected \d+, got \d+/);
  });

  test.each([
    [
      "another input",
      { inputs: ["input_ids"], outputs: { topics: labels.topics.length, intents: 12, sensitive: 16 } },
      /inputs of model\.onnx: expected input_ids,last_length, got input_ids/,
    ],
    [
      "a narrower output",
      { inputs: ["input_ids", "last_length"], outputs: { topics: labels.topics.length, intents: 12, sensitive: 15 } },
      /expected .*sensitive\[16\].*, got .*sensitive\[15\]/,
    ],
  ])("%s is refused", (_, network, says) => {
    expect(() => verifyShape(network, artifact.labels)).toThrow(says);
  });
});
