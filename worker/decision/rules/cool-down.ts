import { covered } from "../specific.ts";
import type { Rule } from "./rule.ts";

/** The person bought, or has, something of its topic: nobody should be chased by an advert for what they already own. */
export const coolDown: Rule = {
  name: "cool_down",
  refuses: ({ about }, { resting }) => resting.size > 0 && about.some((topic) => covered(topic, resting)),
};
