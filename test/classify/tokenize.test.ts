import { describe, expect, test } from "vitest";
import { bound, hasWords, MAX_CHARS } from "../../worker/classify/bound.ts";
import { plain } from "../../worker/classify/plain.ts";
import { layout, olderWindows } from "../../worker/classify/tokenize.ts";

const run = (length: number, from = 10) => Array.from({ length }, (_, at) => from + at);

describe("bound", () => {
  test.each([
    ["short", "hello", "hello"],
    ["exactly the bound", "x".repeat(MAX_CHARS), "x".repeat(MAX_CHARS)],
    ["one more: the older end goes", `a${"x".repeat(MAX_CHARS)}`, "x".repeat(MAX_CHARS)],
    ["lone high surrogate", "a\ud83d", "a\ufffd"],
    ["lone low surrogate", "\ude00a", "\ufffda"],
    ["a pair cut in two by the bound", `😀${"x".repeat(MAX_CHARS - 1)}`, `\ufffd${"x".repeat(MAX_CHARS - 1)}`],
    ["a pair inside the bound", "a😀", "a😀"],
  ])("%s", (_, text, expected) => {
    expect(bound(text)).toBe(expected);
  });

  test.each([
    ["hi", true],
    ["привет", true],
    ["你好", true],
    ["", false],
    [" \n\t", false],
    ["😀👍", false],
    ["42 + 1 = ?", false],
    ["\u0000\u0007", false],
    ["\ufffd", false],
  ])("words in %j: %s", (text, expected) => {
    expect(hasWords(text)).toBe(expected);
  });
});

describe("plain", () => {
  test.each([
    ["WHAT IS THE BEST ELECTRIC CAR", "what is the best electric car"],
    ["¿CUÁL ES EL MÁS BARATO?", "¿cuál es el más barato?"],
    ["WHAT IS THE BEST ELECTRIC car", "what is the best electric car"],
    ["What Is The Best Electric Car", "What Is The Best Electric Car"],
    ["ABCDEFGHIJ", "abcdefghij"],
    ["ABCDEFGHI", "ABCDEFGHI"],
    ["best 4K HDR OLED TV for PS5", "best 4K HDR OLED TV for PS5"],
    ["😅 good 🙏🏽 pizza 👩‍👩‍👧 in 🇧🇷", "  good   pizza   in  "],
    ["my d3pr3ss10n is back", "my depression is back"],
    ["5u1c1d3", "suicide"],
    ["wh4t 1s th3 b3st k3yb0ard?", "what 1s th3 best keyboard?"],
    ["$uper5tar!", "superstar!"],
    ["ps5 or mp3 at 500mg, 4k h1b b2b 10am", "ps5 or mp3 at 500mg, 4k h1b b2b 10am"],
    ["mail me at a1@b2.com or https://x.y/a1b2c3", "mail me at a1@b2.com or https://x.y/a1b2c3"],
    ["great!really", "great!really"],
    ["", ""],
  ])("%j is read as %j", (text, expected) => {
    expect(plain(text)).toBe(expected);
  });
});

describe("layout", () => {
  test.each([
    ["alone", [10, 11], [], 16, [0, 10, 11, 2], 4],
    ["empty", [], [], 16, [0, 2], 2],
    ["newest context first", [10], [[20], [30], [40]], 32, [0, 10, 2, 2, 40, 2, 2, 30, 2, 2, 20, 2], 3],
    ["three earlier turns at most", [10], [[50], [20], [30], [40]], 32, [0, 10, 2, 2, 40, 2, 2, 30, 2, 2, 20, 2], 3],
    ["an empty earlier turn", [10], [[]], 16, [0, 10, 2, 2, 2], 3],
    ["context cut at its far end", [10], [[20, 21, 22]], 6, [0, 10, 2, 2, 20, 2], 3],
    ["context that just fits", [10], [[20, 21]], 7, [0, 10, 2, 2, 20, 21, 2], 3],
    ["room for two marks only: no context", [10, 11], [[20]], 6, [0, 10, 11, 2], 4],
    ["last message keeps its end", [10, 11, 12, 13], [], 5, [0, 11, 12, 13, 2], 5],
    ["last message that just fits", [10, 11, 12], [], 5, [0, 10, 11, 12, 2], 5],
  ])("%s", (_, last, earlier, max, ids, lastLength) => {
    expect(layout(last, earlier as number[][], max)).toEqual({ ids, lastLength });
  });

  test("never exceeds the budget", () => {
    for (const last of [0, 1, 90, 93, 94, 95, 300])
      for (const turn of [0, 1, 40, 300]) expect(layout(run(last), [run(turn), run(turn)], 96).ids.length).toBeLessThanOrEqual(96);
  });
});

describe("older windows", () => {
  test.each([
    [94, 0],
    [95, 1],
    [188, 1],
    [189, 2],
    [658, 6],
    [2_000, 6],
  ])("%d pieces: %d windows besides the end", (pieces, windows) => {
    expect(olderWindows(run(pieces), 96)).toHaveLength(windows);
  });

  test("end and windows together read every piece once", () => {
    const pieces = run(250);
    const read = [layout(pieces, [], 96), ...olderWindows(pieces, 96)].flatMap(({ ids }) => ids.slice(1, -1)).sort((a, b) => a - b);
    expect(read).toEqual(pieces);
  });
});
