/** What must hold, whatever the seed. */
import { LIMITS } from "../../worker/decision/limits.ts";
import type { Measures } from "./measure.ts";
import type { RankerName } from "./rankers.ts";

export interface Promised {
  readonly what: string;
  readonly kept: boolean;
  readonly found: string;
}

const none = (what: string, found: number): Promised => ({ what: `${what}: none`, kept: found === 0, found: String(found) });

export function promises({ inkling, greedy, random }: Readonly<Record<RankerName, Measures>>): Promised[] {
  const { topicShare, creative, exploration } = LIMITS.ads;
  return [
    none("adverts about a blocked topic", inkling.afterBlocking),
    none("adverts about what the person bought, for 90 days", inkling.afterBuying),
    none("adverts about what the person waved away, for 14 days", inkling.afterWaving),
    none("adverts in a sensitive turn or the three after it", inkling.whenHushed),
    none("adverts fewer than 5 turns or 10 minutes apart", inkling.tooSoon),
    none("interests from conversations that survive 30 silent days", inkling.staleInterests),
    { what: `share of a topic in a week: at most ${topicShare}`, kept: inkling.worstWeekShare <= topicShare, found: inkling.worstWeekShare.toFixed(2) },
    {
      what: `showings of a creative in a week: at most ${creative.week}`,
      kept: inkling.worstWeekCreative <= creative.week,
      found: String(inkling.worstWeekCreative),
    },
    { what: `explored: about ${exploration}`, kept: Math.abs(inkling.explored - exploration) < exploration / 2, found: inkling.explored.toFixed(3) },
    {
      what: "relevance: at least three times that of chance",
      kept: inkling.relevance >= 3 * random.relevance,
      found: `${inkling.relevance.toFixed(3)} against ${random.relevance.toFixed(3)}`,
    },
    {
      what: "relevance: at least four fifths of the greedy ranker's",
      kept: inkling.relevance >= 0.8 * greedy.relevance,
      found: `${inkling.relevance.toFixed(3)} against ${greedy.relevance.toFixed(3)}`,
    },
  ];
}
