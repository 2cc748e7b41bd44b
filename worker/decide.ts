/** A decision from end to end: candidates' words are classified, the pure ranker picks, the picks become records. */
import type { Classifier } from "./classify/classify.ts";
import { LIMITS } from "./decision/limits.ts";
import { type RankInput, rank } from "./decision/rank.ts";
import type { Candidate, HistoryEntry } from "./domain/decision.ts";
import type { Interest, PersonView } from "./domain/person.ts";
import type { Purpose, SkipCode } from "./domain/vocabulary.ts";
import { PATIENCE_MS, within } from "./patience.ts";
import type { Decided } from "./pipeline.ts";
import { profileSafe } from "./suppress/profile-safe.ts";

/** What is to be decided, and what is known: the ranker's input before the candidates' words are read. */
export interface DecideInput extends Omit<RankInput, "candidates" | "seed" | "explorationShare"> {
  readonly candidates: readonly Candidate[];
  /** Where the person is, as far as the call says. */
  readonly country?: string | null;
}

/**
 * Ranks the candidates, by no interest that a look-up would hide. A candidate whose words could not be classified is left out (fails closed).
 * `skip_code` is "opted_out" when the person switched the purpose off, otherwise null; an empty list of picks without
 * a code means that nothing was eligible.
 */
export async function decideFor(input: DecideInput, { classifier }: { readonly classifier: () => Promise<Classifier> }): Promise<Decided> {
  const { purpose, view, choicesOnly = false, country = null, conversation, now } = input;
  const decisionId = crypto.randomUUID();
  const refused = view && switchedOff(view, purpose);
  if (refused) return { decision: { decision_id: decisionId, purpose, picks: [], skip_code: refused }, entries: [] };

  // The ranker leaves the profile of somebody erased or switched off alone, and still obeys their blocks.
  const candidates = await readWords(input.candidates, classifier);
  const { picks } = rank({ ...input, view: view && { ...view, interests: rankable(view.interests, purpose, country) }, candidates, seed: decisionId });
  const byId = new Map(input.candidates.map((candidate) => [candidate.id, candidate]));
  const entries = picks.map((pick): HistoryEntry => {
    const { advertiser, campaign } = byId.get(pick.id) ?? {};
    return {
      decision: decisionId,
      candidate: pick.id,
      purpose,
      at: now,
      topics: pick.topics,
      ...(advertiser === undefined ? {} : { advertiser }),
      ...(campaign === undefined ? {} : { campaign }),
      ...(conversation === null ? {} : { conversation }),
      ...(view ? { turn: view.turn } : {}),
      reasons: pick.reasons,
      rules: pick.rules,
      exploration: pick.exploration,
    };
  });
  return { decision: { decision_id: decisionId, purpose, picks, skip_code: null }, entries: mayBeKept(view) && !choicesOnly ? entries : [] };
}

/**
 * What may rank of a person's interests: those that this purpose may use, as a look-up shows them, so that neither a pick
 * nor its reasons tell more. What it may not use yet only keeps candidates away; it stays if no look-up hides it.
 */
function rankable(interests: readonly Interest[], purpose: Purpose, country: string | null): Interest[] {
  const ripe = ({ usable }: Interest): boolean => usable || !LIMITS[purpose].needsUsable;
  const unripe = profileSafe(interests, { country }).filter((interest) => !ripe(interest));
  return [...profileSafe(interests.filter(ripe), { country }), ...unripe];
}

const mayBeKept = (view: PersonView | null): boolean => view !== null && view.status !== "erased" && view.preferences.personalisation !== "off";

/** A purpose that the person switched off gets no decision at all. */
const switchedOff = (view: PersonView, purpose: Purpose): SkipCode | null => (view.preferences.purposes[purpose] ? null : "opted_out");

/** What a candidate's words are about: sensitive categories and topics. */
interface Words {
  readonly sensitive: readonly string[];
  readonly found: readonly string[];
}
const NO_WORDS: Words = { sensitive: [], found: [] };
/** The ranker refuses whatever carries a mark here. */
const UNREAD: Words = { sensitive: ["unread"], found: [] };

/** Labels of candidates' words, by the words. Adverts repeat, so an isolate classifies each text once. */
const known = new Map<string, Words>();
const MAX_KNOWN = 2_000;

/** The candidates with what their words are about. What could not be read in time, or at all, carries a mark that rules it out. */
async function readWords(candidates: readonly Candidate[], classifier: () => Promise<Classifier>) {
  const words = new Map<string, Words>();
  const readAll = async () => {
    for (const { text } of candidates) if (text !== undefined) words.set(text, await wordsOf(text, classifier));
  };
  await within(PATIENCE_MS.classify, readAll()).catch(() => {});
  return candidates.map((candidate) => ({ ...candidate, ...(candidate.text === undefined ? NO_WORDS : (words.get(candidate.text) ?? UNREAD)) }));
}

async function wordsOf(text: string, classifier: () => Promise<Classifier>): Promise<Words> {
  const kept = known.get(text);
  if (kept) return kept;
  const words = await read(text, classifier);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, words);
  return words;
}

async function read(text: string, classifier: () => Promise<Classifier>): Promise<Words> {
  const result = await (await classifier()).classify([{ id: "candidate", role: "user", content: text, modality: "text" }]);
  // Refused means that there were no words in it.
  if (result.kind === "refused") return NO_WORDS;
  const { language, sensitive, topics } = result.now;
  if (language === "other") return UNREAD;
  return { sensitive: sensitive.map(({ category }) => category), found: topics.map(({ id }) => id) };
}
