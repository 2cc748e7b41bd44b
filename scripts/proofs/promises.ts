/** What Inkling promises, and the tests that would fail if it did not keep its word. */

import { HOMES, PSEUDO, possible, SCENARIOS } from "../../test/gate/region-matrix.ts";
import { COUNTRY_ROWS } from "../../worker/gate/regions.ts";

/** Tests that prove a promise: all of a file, or those whose full name matches. */
export interface Proof {
  readonly file: string;
  readonly name?: RegExp;
  /** For tests that walk a table inside: how many cases they hold all together. Counted by test when left out. */
  readonly cases?: number;
}

/** One promise in words that somebody without the code understands. */
export interface Promised {
  readonly area: "Where it reads" | "Who may speak" | "What is left out" | "No trace" | "The person decides" | "Counts and crowds" | "It fails closed";
  readonly promise: string;
  readonly proofs: readonly Proof[];
}

/** Every country and pseudo country in every way to say it, with every home claim, as far as it can be sent at all. */
const COUNTRY_CASES = SCENARIOS.flatMap((scenario) =>
  HOMES.flatMap((home) =>
    [...COUNTRY_ROWS.map(([code]) => code as unknown), ...PSEUDO].filter((value) => possible({ ...scenario.said(value), home: home.of(value) })),
  ),
).length;

/** The factors of the table in test/gate/truth-table.test.ts, which counts its rows itself. */
const TRUTH_TABLE_CASES = 3 * 3 * 3 * 3 * 5 * 4 * 4 * 3;

const rule = (name: string) => new RegExp(`^${name}`, "i");

export const PROMISES: readonly Promised[] = [
  {
    area: "Where it reads",
    promise: "A protected or unknown country is never read, however it is said, and no claim loosens that",
    proofs: [
      { file: "test/gate/regions.test.ts", name: /^every country/, cases: COUNTRY_CASES },
      { file: "test/gate/regions.test.ts", name: /^(?!every country)/ },
    ],
  },
  {
    area: "Where it reads",
    promise: "In a protected region nothing is touched: no body, no model, no object, no database, no queue, no log",
    proofs: [{ file: "test/flow/bypass.test.ts" }],
  },
  {
    area: "Where it reads",
    promise: "Every opt-out signal stops the reading; one that cannot be understood is an opt-out",
    proofs: [
      { file: "test/gate/signals.test.ts" },
      { file: "test/gate/gpp.test.ts" },
      { file: "test/gate/regs.test.ts", name: /^(?!the effective date)/ },
      { file: "test/gate/input.test.ts", name: /^(?!the date)/ },
    ],
  },
  {
    area: "Where it reads",
    promise: "The strictest speaks: protected region, then minor, then signal, then date; in doubt no",
    proofs: [
      { file: "test/gate/truth-table.test.ts", cases: TRUTH_TABLE_CASES },
      { file: "test/gate/gate.test.ts", name: /^(?!the effective date)/ },
    ],
  },
  {
    area: "Where it reads",
    promise: "Nothing counts before a tenant's effective date",
    proofs: [
      { file: "test/gate/gate.test.ts", name: /^the effective date/ },
      { file: "test/gate/input.test.ts", name: /^the date/ },
      { file: "test/gate/regs.test.ts", name: /^the effective date/ },
      { file: "test/flow/skip-codes.test.ts", name: /^not_in_effect/ },
    ],
  },
  { area: "Where it reads", promise: "The published policy says what the code does, in four languages", proofs: [{ file: "test/gate/policy.test.ts" }] },
  {
    area: "Where it reads",
    promise: "An opt-out on a request stops the learning of that request, and is remembered only if the person asks",
    proofs: [{ file: "test/proofs/opt-out.test.ts" }],
  },
  {
    area: "Who may speak",
    promise: "No forged header, token, claim or key loosens a verdict or opens another tenant",
    proofs: [{ file: "test/auth/spoofing.test.ts" }, { file: "test/auth/user-token.test.ts" }, { file: "test/auth/service-key.test.ts" }],
  },
  {
    area: "Who may speak",
    promise: "A wrong setting stops the Worker with the key's name and without its secret",
    proofs: [{ file: "test/auth/config.test.ts" }],
  },
  {
    area: "What is left out",
    promise: "A sensitive message is not learned from",
    proofs: [
      { file: "test/suppress/rules.test.ts", name: rule("sensitive now") },
      { file: "test/flow/skip-codes.test.ts", name: /^sensitive/ },
    ],
  },
  {
    area: "What is left out",
    promise: "A message after a sensitive one that was sent along is not learned from",
    proofs: [{ file: "test/suppress/rules.test.ts", name: rule("sensitive in context") }],
  },
  {
    area: "What is left out",
    promise: "After a suppressed turn the conversation stays out for three turns and ten minutes; no other one does, and nothing stored says so",
    proofs: [{ file: "test/proofs/carry-over.test.ts" }, { file: "test/profile/object.test.ts", name: /^memory that is never stored (hushes|refuses)/ }],
  },
  {
    area: "What is left out",
    promise: "Topics of special categories and their proxies never enter a profile",
    proofs: [
      { file: "test/suppress/rules.test.ts", name: rule("ineligible topic") },
      { file: "test/profile/choices.test.ts", name: /refuses topics that may not enter/ },
    ],
  },
  {
    area: "What is left out",
    promise: "Harmless topics whose combination is telling are coarsened or dropped, by language and place",
    proofs: [
      { file: "test/suppress/combinations.test.ts", name: /^(?!profile)/ },
      { file: "test/suppress/rules.test.ts", name: rule("risky combination") },
    ],
  },
  {
    area: "What is left out",
    promise: "A whole profile does not spell in sum what no message said",
    proofs: [{ file: "test/suppress/combinations.test.ts", name: /^profile/ }],
  },
  {
    area: "What is left out",
    promise: "What is not understood is not learned: other languages, too little text, nothing sure",
    proofs: [
      { file: "test/suppress/rules.test.ts", name: /^(unsupported language|low confidence|doubtful)/i },
      { file: "test/classify/language.test.ts" },
      { file: "test/flow/skip-codes.test.ts", name: /^(unsupported_language|low_confidence)/ },
    ],
  },
  {
    area: "What is left out",
    promise: "The rules hold together, in their order",
    proofs: [{ file: "test/suppress/rules.test.ts", name: /^all rules together/ }],
  },
  {
    area: "No trace",
    promise: "No words are found in database, objects, queue, log or answers, whatever fails meanwhile",
    proofs: [{ file: "test/no-trace/no-trace.test.ts", name: /canary|canaries|looked at something|every route/ }],
  },
  { area: "No trace", promise: "The search for traces finds what it looks for", proofs: [{ file: "test/no-trace/net.test.ts" }] },
  {
    area: "No trace",
    promise: "A suppressed answer cannot be told from any other skipped one, nor one sensitive matter from another",
    proofs: [{ file: "test/proofs/skip-answers.test.ts" }, { file: "test/flow/beat.test.ts" }],
  },
  {
    area: "No trace",
    promise: "Errors name the field and repeat nothing of what was sent",
    proofs: [{ file: "test/routes/errors.test.ts" }, { file: "test/no-trace/no-trace.test.ts", name: /name of a field/ }],
  },
  {
    area: "The person decides",
    promise: "Erased is erased at once and stays erased against everything late",
    proofs: [{ file: "test/profile/erase.test.ts" }, { file: "test/ledger/consumer.test.ts", name: /^an erased person/ }],
  },
  {
    area: "The person decides",
    promise: "A blocked topic is gone on the next call, stays gone, and is never shown",
    proofs: [
      { file: "test/profile/choices.test.ts", name: /block/ },
      { file: "test/profile/fold.test.ts", name: /blocked/ },
      { file: "test/decision/properties.test.ts", name: /blocked/ },
    ],
  },
  {
    area: "The person decides",
    promise: "Personalisation off or paused holds everywhere when it is answered",
    proofs: [{ file: "test/profile/choices.test.ts", name: /^personalisation/ }],
  },
  {
    area: "The person decides",
    promise: "Joined accounts part exactly: both profiles are byte for byte what they would have been",
    proofs: [{ file: "test/profile/links.test.ts" }],
  },
  { area: "The person decides", promise: "What can be taken away is everything that is kept", proofs: [{ file: "test/profile/takeaway.test.ts" }] },
  {
    area: "The person decides",
    promise: "Every pick has passed every rule and can say why",
    proofs: [{ file: "test/decision/rules.test.ts" }, { file: "test/decision/why.test.ts" }],
  },
  {
    area: "The person decides",
    promise: "Interests fade and are gone at their age, not before and not after",
    proofs: [
      { file: "test/profile/object.test.ts", name: /^time|run out/ },
      { file: "test/profile/fold.test.ts", name: /^decay/ },
      { file: "test/ledger/retention.test.ts" },
    ],
  },
  {
    area: "Counts and crowds",
    promise: "A repeated message, delivery or event counts once, in any order",
    proofs: [
      { file: "test/profile/object.test.ts", name: /counts the same id once/ },
      { file: "test/profile/fold.test.ts", name: /^the fold/ },
      { file: "test/ledger/consumer.test.ts", name: /^(twice delivered|an older sequence)/ },
      { file: "test/flow/skip-codes.test.ts", name: /^duplicate/ },
    ],
  },
  {
    area: "Counts and crowds",
    promise: "Caps hold under any schedule",
    proofs: [
      { file: "test/profile/fold.test.ts", name: /^caps/ },
      { file: "test/decision/properties.test.ts", name: /cap/ },
    ],
  },
  {
    area: "Counts and crowds",
    promise: "No published number is about fewer than fifty people, nor is the difference of any two",
    proofs: [{ file: "test/ledger/transparency.test.ts" }],
  },
  {
    area: "It fails closed",
    promise: "The shipped model answers as it was measured, in Python and in the Worker alike",
    proofs: [{ file: "test/classify/golden.test.ts" }, { file: "test/classify/floors.test.ts" }],
  },
  { area: "It fails closed", promise: "A model file that is not what it claims to be is refused", proofs: [{ file: "test/classify/artifact.test.ts" }] },
  {
    area: "It fails closed",
    promise: "When a part is out of order the chat is answered and nothing is learned",
    proofs: [
      { file: "test/flow/skip-codes.test.ts", name: /^unavailable/ },
      { file: "test/no-trace/no-trace.test.ts", name: /was answered/ },
    ],
  },
  {
    area: "It fails closed",
    promise: "Nothing is lost when queue or database fail, and nothing malformed is stored",
    proofs: [
      { file: "test/ledger/consumer.test.ts", name: /^(malformed|D1 fails)/ },
      { file: "test/profile/object.test.ts", name: /queue is down|about to give up/ },
    ],
  },
];
