/** What could be shown: invented adverts. Their words are in the message files, their labels are here. */
import type { Candidate } from "../../domain/decision.ts";
import type { MessageKey } from "../shared/i18n.ts";

export interface DemoCandidate extends Candidate {
  readonly title: MessageKey;
}

export const CANDIDATES: readonly DemoCandidate[] = [
  { id: "flights", title: "candidate.flights", topics: ["672", "659"], intents: ["book", "plan"], value: 1.2, advertiser: "tejo-air" },
  { id: "shoes", title: "candidate.shoes", topics: ["227"], intents: ["purchase", "compare"], value: 1, advertiser: "stride" },
  { id: "laptop", title: "candidate.laptop", topics: ["630"], intents: ["purchase", "compare"], value: 1.4, advertiser: "northbyte" },
  { id: "bike", title: "candidate.bike", topics: ["492"], intents: ["purchase"], value: 1.1, advertiser: "velo-nova" },
  { id: "meals", title: "candidate.meals", topics: ["216"], intents: ["learn", "recommend"], value: 0.8, advertiser: "pantry" },
  { id: "console", title: "candidate.console", topics: ["681"], intents: ["purchase"], value: 1, advertiser: "playbox" },
  { id: "armchair", title: "candidate.armchair", topics: ["283"], intents: ["create", "purchase"], value: 0.9, advertiser: "nook" },
  // Its topic is innocent, its words are not: refused whatever its label says.
  {
    id: "clinic",
    title: "candidate.clinic",
    topics: ["229"],
    text: "Diabetes clinic: book a consultation about your diagnosis",
    value: 3,
    advertiser: "medico",
  },
];

/** The candidate as it travels: without its title. */
export const bare = ({ title: _title, ...candidate }: DemoCandidate): Candidate => candidate;
