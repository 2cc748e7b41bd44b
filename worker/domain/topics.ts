/** The topics of the taxonomy, by id. */
import { TOPIC_ROWS } from "./labels.ts";

/** Id of the taxonomy edition that the labels come from; the first half of `model` on the wire. */
export const TAXONOMY_VERSION = "t1";

/** One node of the IAB Content Taxonomy 3.1 that Inkling can name. */
export interface Topic {
  /** IAB id, digits or six letters and digits. */
  readonly id: string;
  readonly name: string;
  /** Names from the tier-1 node down, joined with " > ". */
  readonly path: string;
  /** Id of the tier-1 node above it; its own id for a tier-1 node. */
  readonly tier1: string;
  /** May this topic enter a profile? False for special categories and their proxies. */
  readonly eligible: boolean;
}

/** All topics: the 26 tier-1 nodes, then the leaves. */
export const TOPICS: readonly Topic[] = TOPIC_ROWS.map(([id, name, path, tier1, eligible]) => ({ id, name, path, tier1, eligible: eligible === 1 }));

const byId = new Map(TOPICS.map((topic) => [topic.id, topic]));

/** The topic with this id, or undefined where the taxonomy has none. */
export const topicById = (id: string): Topic | undefined => byId.get(id);

/** Is this a tier-1 node ("Travel") rather than a leaf ("Air Travel")? */
export const isTier1 = (topic: Topic): boolean => topic.tier1 === topic.id;
