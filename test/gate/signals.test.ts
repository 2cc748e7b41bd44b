import { describe, expect, it } from "vitest";
import { gate } from "../../worker/gate/gate.ts";
import { consentsByTcf } from "../../worker/gate/tcf.ts";
import { withSignals } from "./facts.ts";
import { tcfOf } from "./strings.ts";

const ruleFor = (signals: Parameters<typeof withSignals>[0]) => gate(withSignals(signals))?.rule ?? "read";

describe("Sec-GPC", () => {
  it.each([
    [null, "read"],
    ["0", "read"],
    ["1", "gpc"],
    ["", "gpc"],
    [" ", "gpc"],
    ["2", "gpc"],
    ["true", "gpc"],
    ["false", "gpc"],
    ["1, 1", "gpc"],
    ["0, 1", "gpc"],
    ["?1", "gpc"],
  ])("%j", (gpc, rule) => expect(ruleFor({ gpc })).toBe(rule));
});

describe("COPPA flag", () => {
  it.each([
    [null, "read"],
    ["0", "read"],
    ["1", "coppa"],
    ["", "coppa"],
    ["yes", "coppa"],
    ["00", "coppa"],
    ["0, 1", "coppa"],
  ])("%j", (coppa, rule) => expect(ruleFor({ coppa })).toBe(rule));
});

describe("US Privacy string", () => {
  const letters = ["Y", "N", "-"];
  const all = letters.flatMap((notice) => letters.flatMap((sale) => letters.map((lspa) => `1${notice}${sale}${lspa}`)));
  const clear = ["1---", "1YNY", "1YNN", "1YN-"];
  it.each(all)("%s", (usPrivacy) => expect(ruleFor({ usPrivacy })).toBe(clear.includes(usPrivacy) ? "read" : "us-privacy"));
  it.each(["", "1", "1YN", "1YNNN", "2YNN", "0---", "1ynn", "1yNN", " 1YNN", "1YNN ", "1YNN\n", "1XNN", "YNN1", "null", "1YNN,1YYN", "----"])(
    "malformed %j",
    (usPrivacy) => {
      expect(ruleFor({ usPrivacy })).toBe("us-privacy");
    },
  );
});

describe("TCF string", () => {
  const sets = [...Array(8).keys()].map((mask) => [1, 3, 4].filter((_, bit) => mask & (1 << bit)));
  it.each(sets.map((set) => [set]))("consent to %j", (set) => {
    expect(ruleFor({ tcf: tcfOf(set) })).toBe(set.length === 3 ? "read" : "tcf");
    expect(ruleFor({ tcf: tcfOf([2, 5, 6, 7, 8, 9, 10, ...set]) })).toBe(set.length === 3 ? "read" : "tcf");
    expect(ruleFor({ tcf: tcfOf(set, [1, 3, 4]) }), "legitimate interest is no consent").toBe(set.length === 3 ? "read" : "tcf");
  });

  const yes = tcfOf([1, 3, 4]);
  const core = yes.split(".")[0] ?? "";
  const no = tcfOf([]).split(".")[0] ?? "";
  it("is a plain no where it cannot be read", () => expect(consentsByTcf(core.slice(0, 20))).toBe(false));
  it("is read up to 4,096 characters", () => expect(ruleFor({ tcf: core.padEnd(4096, "A") })).toBe("read"));
  it("may leave out all segments but the core", () => expect(ruleFor({ tcf: core })).toBe("read"));
  it.each([
    ["empty", ""],
    ["cut", core.slice(0, 20)],
    ["cut after the purposes", core.slice(0, -4)],
    ["padded", ` ${core}`],
    ["padded base64", `${core}=`],
    ["with a blank segment", `${core}.`],
    ["without its core", yes.split(".")[1] ?? ""],
    ["core last", `${yes.split(".")[1]}.${core}`],
    ["with a second core", `${no}.${core}`],
    ["with a second core that refuses", `${core}.${no}`],
    ["version 1", "BOEFEAyOEFEAyAHABDENAI4AAAB9vABAASA"],
    ["version 1 in its first letter", `B${core.slice(1)}`],
    ["version 3 in its first letter", `D${core.slice(1)}`],
    ["a GPP string", "DBABLA~BVVqAAAAAWA.QA"],
    ["words", "consent"],
    ["two strings", `${core}, ${core}`],
    ["too long", core.padEnd(4097, "A")],
  ])("%s", (_, tcf) => expect(ruleFor({ tcf })).toBe("tcf"));
});
