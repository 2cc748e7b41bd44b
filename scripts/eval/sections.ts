/** The tables of RESULTS.md, each from readings alone. */
import type { Labels } from "../../worker/classify/artifact.ts";
import { topicById } from "../../worker/domain/topics.ts";
import { INTENTS, LANGUAGES, SENSITIVE_CATEGORIES } from "../../worker/domain/vocabulary.ts";
import { type Example, isSensitive } from "./corpus.ts";
import { areaUnderCurve, type Bet, calibrationError, shareOf } from "./measure.ts";
import { bestLeaf, levels, quality, type Reading } from "./reading.ts";
import { interval, number, percent, table } from "./report.ts";

type LeafIds = readonly (string | null)[];
type Explicit = (example: Example) => boolean;

const ANY = SENSITIVE_CATEGORIES.length;
const sensitive = (readings: readonly Reading[]) => readings.filter(({ example }) => isSensitive(example));
const clean = (readings: readonly Reading[]) => readings.filter(({ example }) => !isSensitive(example));
const inLanguage = (readings: readonly Reading[], lang: string) => readings.filter(({ example }) => example.lang === lang);

/** Topics and main intent by language. */
export function topicsAndIntents(readings: readonly Reading[], leafIds: LeafIds): string {
  const groups: [string, readonly Reading[]][] = [
    ["all", readings],
    ...LANGUAGES.map((lang): [string, readonly Reading[]] => [lang, inLanguage(readings, lang)]),
  ];
  return `### Topics and intents\n\n${qualityTable(groups, leafIds)}`;
}

/** What the context is worth, and what it stops. */
export function followUps(withContext: readonly Reading[], alone: readonly Reading[], leafIds: LeafIds): string {
  const groups: [string, readonly Reading[]][] = [
    ["with the earlier messages", withContext],
    ["last message alone", alone],
  ];
  const rows = groups.map(([name, group]) => [
    name,
    interval(shareOf(sensitive(group), ({ stopped }) => stopped)),
    interval(shareOf(clean(group), ({ now }) => now.sensitive.length > 0)),
    interval(shareOf(clean(group), ({ stopped }) => stopped)),
  ]);
  return `### Follow-ups\n\n${qualityTable(groups, leafIds)}\n\n${table(["messages", "sensitive stopped", "clean stopped by themselves", "clean stopped, earlier turns judged too"], rows)}`;
}

/** Recall of the filter, personal and impersonal, explicit and implicit, both nets and each. */
export function sensitiveSummary(readings: readonly Reading[], explicit: Explicit): string {
  const groups: [string, readonly Reading[]][] = [
    ["personal", readings.filter(({ example }) => example.personal.length > 0)],
    ["impersonal only", readings.filter(({ example }) => example.personal.length === 0 && example.impersonal.length > 0)],
    ["explicit", sensitive(readings).filter(({ example }) => explicit(example))],
    ["implicit", sensitive(readings).filter(({ example }) => !explicit(example))],
    ["all sensitive", sensitive(readings)],
  ];
  const rows = groups.map(([name, group]) => [
    name,
    interval(shareOf(group, ({ stopped }) => stopped)),
    percent(shareOf(group, ({ sure }) => sure).value),
    percent(shareOf(group, ({ byNetwork }) => byNetwork).value),
    percent(shareOf(group, ({ byLexicon }) => byLexicon).value),
  ]);
  return `### Sensitive: recall\n\n${table(["messages", "stopped", "called sensitive", "by the network", "by the second net"], rows)}`;
}

/** Recall per category, explicit and implicit, per language. */
export function perCategory(readings: readonly Reading[], explicit: Explicit): string {
  const blocks = [true, false].map((wanted) => {
    const rows = SENSITIVE_CATEGORIES.map((category) => {
      const group = readings.filter(({ example }) => [...example.personal, ...example.impersonal].includes(category) && explicit(example) === wanted);
      return [
        category,
        interval(shareOf(group, ({ stopped }) => stopped)),
        ...LANGUAGES.map((lang) => interval(shareOf(inLanguage(group, lang), ({ stopped }) => stopped))),
      ];
    });
    return `${wanted ? "Explicit" : "Implicit"}:\n\n${table(["category", "all", ...LANGUAGES], rows)}`;
  });
  return `### Sensitive: recall per category\n\n${blocks.join("\n\n")}`;
}

/** Clean messages that are stopped all the same. */
export function overSuppression(readings: readonly Reading[]): string {
  const groups: [string, readonly Reading[]][] = [
    ["clean", clean(readings).filter(({ example }) => !example.lookalike)],
    ["look-alikes", clean(readings).filter(({ example }) => example.lookalike)],
  ];
  const rows = groups.map(([name, group]) => [
    name,
    interval(shareOf(group, ({ stopped }) => stopped)),
    percent(shareOf(group, ({ sure }) => sure).value),
    ...LANGUAGES.map((lang) => interval(shareOf(inLanguage(group, lang), ({ stopped }) => stopped))),
  ]);
  return `### Over-suppression\n\n${table(["messages", "stopped", "called sensitive", ...LANGUAGES], rows)}`;
}

/** Sensitive messages that would leave a trace: not stopped, and an eligible topic above its threshold. */
export function leaks(readings: readonly Reading[], explicit: Explicit): string {
  const all = sensitive(readings);
  const groups: [string, readonly Reading[]][] = [
    ["explicit", all.filter(({ example }) => explicit(example))],
    ["implicit", all.filter(({ example }) => !explicit(example))],
    ["personal", all.filter(({ example }) => example.personal.length > 0)],
    ["all sensitive", all],
    ["clean, for comparison", clean(readings)],
  ];
  return `### Leak\n\n${table(
    ["messages", "leave a trace"],
    groups.map(([name, group]) => [name, interval(shareOf(group, ({ kept }) => kept))]),
  )}`;
}

/** What the lexicon adds, and how often it is right. */
export function secondNet(readings: readonly Reading[]): string {
  const hits = readings.filter(({ byLexicon }) => byLexicon);
  const extra = sensitive(readings).filter(({ byLexicon, byNetwork }) => byLexicon && !byNetwork);
  const wrong = clean(readings).filter(({ byLexicon, byNetwork }) => byLexicon && !byNetwork);
  return `### Second net\n\nOf its ${hits.length} hits ${interval(shareOf(hits, ({ example }) => isSensitive(example)))} are sensitive. It stops ${extra.length} sensitive messages that the network lets pass, and ${wrong.length} clean ones.`;
}

/** Are scores probabilities? */
export function calibration(readings: readonly Reading[], leafIds: LeafIds, labels: Labels): string {
  const bets = (of: (reading: Reading) => readonly Bet[]): readonly Bet[] => readings.flatMap(of);
  const topicBets = (level: "leaf" | "tier1") =>
    bets(({ example, scores }) => {
      const wanted = levels(example.topics);
      return labels.topics.flatMap((label, at): Bet[] => {
        const score = scores.topics[at] as number;
        return label.level === level && score >= 0.05 ? [[score, (level === "leaf" ? wanted.leaves : wanted.tier1).has(label.id)]] : [];
      });
    });
  const best = bets(({ example, scores }) => {
    const id = bestLeaf(scores.topics, leafIds);
    return topicById(id) === undefined ? [] : [[scores.topics[leafIds.indexOf(id)] as number, example.topics.includes(id)]];
  });
  const intents = bets(({ example, scores }) => INTENTS.map((name, at): Bet => [scores.intents[at] as number, example.intents.includes(name)]));
  const any = bets(({ example, scores }) => [[scores.sensitive[ANY] as number, isSensitive(example)]]);
  const rows = [
    ["leaf topics, scores from 0.05", topicBets("leaf")],
    ["tier-1 topics, scores from 0.05", topicBets("tier1")],
    ["best leaf", best],
    ["intents", intents],
    ["any sensitive", any],
  ] as const;
  const auc = areaUnderCurve(any);
  return `### Calibration\n\nArea under the curve of the head "any sensitive": ${number(auc)}.\n\n${table(
    ["scores", "n", "expected calibration error"],
    rows.map(([name, list]) => [name, list.length, number(calibrationError(list))]),
  )}`;
}

/** Quality under each kind of mess. */
export function robustness(variants: Readonly<Record<string, readonly Reading[]>>, leafIds: LeafIds): string {
  const rows = Object.entries(variants).map(([name, readings]) => {
    const { leafF1, tier1F1, intent } = quality(readings, leafIds);
    return [
      name,
      number(leafF1),
      number(tier1F1),
      number(intent),
      percent(shareOf(sensitive(readings), ({ stopped }) => stopped).value),
      percent(shareOf(clean(readings), ({ stopped }) => stopped).value),
    ];
  });
  const [first = []] = Object.values(variants);
  return `### Robustness\n\nThe same ${clean(first).length} clean and ${sensitive(first).length} sensitive messages, languages in their shares, written in other ways. Training sees messes of the same kinds, and the very same fillers and leetspeak letters.\n\n${table(["variant", "leaf F1", "tier-1 F1", "intent", "sensitive stopped", "clean stopped"], rows)}`;
}

function qualityTable(groups: readonly (readonly [name: string, readings: readonly Reading[]])[], leafIds: LeafIds): string {
  const rows = groups
    .filter(([, readings]) => readings.length > 0)
    .map(([name, readings]) => {
      const { n, leafF1, tier1F1, top1, intent } = quality(readings, leafIds);
      return [name, n, number(leafF1), number(tier1F1), number(top1), number(intent)];
    });
  return table(["messages", "n", "leaf F1", "tier-1 F1", "top-1", "main intent"], rows);
}
