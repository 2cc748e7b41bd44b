/** "Why did I see this?": one sentence that a person understands, and the facts behind it. Never any message text. */
import type { HistoryEntry, Reason } from "../domain/decision.ts";
import type { Interest } from "../domain/person.ts";
import { topicName } from "../domain/topic-names.ts";
import { topicById } from "../domain/topics.ts";
import type { Intent, Language, Purpose, Source } from "../domain/vocabulary.ts";
import { en } from "./messages/en.ts";
import { es } from "./messages/es.ts";
import { fr } from "./messages/fr.ts";
import { pt } from "./messages/pt.ts";
import type { Wordings } from "./messages/wording.ts";

export const WORDINGS: Wordings = { en, fr, es, pt };

export interface Why {
  readonly language: Language;
  readonly sentence: string;
  readonly facts: WhyFacts;
}

export interface WhyFacts {
  readonly purpose: Purpose;
  /** Epoch ms. */
  readonly decidedAt: number;
  /** What the sentence rests on. */
  readonly ground: Reason["kind"];
  /** Name and path as the taxonomy has them, in English; the sentence speaks the person's language. */
  readonly topic: { readonly id: string; readonly name: string; readonly path: string } | null;
  /** The interest as it stands now; null when none was used or when it is gone. Times are epoch ms. */
  readonly interest: {
    readonly since: number;
    readonly lastSeen: number;
    readonly times: number;
    readonly sources: readonly Source[];
    readonly surfaces: readonly string[];
    readonly halfLifeDays: number;
  } | null;
  /** Every ground that weighed, strongest first. */
  readonly reasons: readonly Reason[];
  /** The rules that let it pass, each in words. */
  readonly rules: readonly { readonly name: string; readonly meaning: string }[];
  readonly exploration: boolean;
}

/** The topic whose interest the explanation needs, if any: what to look up before {@link why}. */
export const topicBehind = (entry: HistoryEntry): string | null => {
  const ground = groundOf(entry);
  return ground && ABOUT_TOPIC.has(ground.kind) ? (ground.of ?? null) : null;
};

/**
 * Explains one decision.
 *
 * @param interest the person's interest in {@link topicBehind}, as it stands now; undefined when it is gone
 * @param timeZone of the date in the sentence
 */
export function why(entry: HistoryEntry, interest: Interest | undefined, language: Language, timeZone = "UTC"): Why {
  const words = WORDINGS[language];
  const ground = groundOf(entry);
  const topic = topicById(topicBehind(entry) ?? "");
  const kept = interest && interest.topic === topic?.id ? interest : undefined;
  const sentence = fill(templateFor(ground, kept, words.because), {
    thing: words.thing[entry.purpose],
    topic: topic ? topicName(topic.id, language) : "",
    since: kept ? new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone }).format(kept.firstSeen) : "",
    sources: kept ? new Intl.ListFormat(language, { type: "conjunction" }).format(kept.sources.map((source) => words.sources[source])) : "",
    intent: words.intents[ground?.of as Intent] ?? "",
  });
  return {
    language,
    sentence,
    facts: {
      purpose: entry.purpose,
      decidedAt: entry.at,
      ground: ground?.kind ?? "value",
      topic: topic ? { id: topic.id, name: topic.name, path: topic.path } : null,
      interest: kept
        ? { since: kept.firstSeen, lastSeen: kept.lastSeen, times: kept.count, sources: kept.sources, surfaces: kept.surfaces, halfLifeDays: kept.halfLifeDays }
        : null,
      reasons: [...entry.reasons].sort((a, b) => b.weight - a.weight),
      rules: entry.rules.map((name) => ({ name, meaning: words.rules[name] ?? name })),
      exploration: entry.exploration,
    },
  };
}

const ABOUT_TOPIC: ReadonlySet<Reason["kind"]> = new Set(["interest", "interest_parent", "message", "boosted"]);

/** Chance is told first, then the person's own wish, then the heaviest ground; of equals the first. */
function groundOf({ reasons, exploration }: HistoryEntry): Reason | undefined {
  if (exploration) return reasons.find(({ kind }) => kind === "exploration") ?? { kind: "exploration", weight: 1 };
  const boosted = reasons.find(({ kind }) => kind === "boosted");
  return boosted ?? [...reasons].sort((a, b) => b.weight - a.weight)[0];
}

function templateFor(ground: Reason | undefined, interest: Interest | undefined, because: Wordings["en"]["because"]): string {
  switch (ground?.kind) {
    case "interest":
      return interest ? because.interest : because.interestGone;
    case "interest_parent":
      return interest ? because.parent : because.interestGone;
    case "message":
      return because.message;
    case "boosted":
      return because.boosted;
    case "intent":
      return because.intent;
    case "exploration":
      return because.exploration;
    default:
      return because.nothing;
  }
}

const fill = (template: string, values: Readonly<Record<string, string>>): string => template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
