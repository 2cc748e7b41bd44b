import type { Rule } from "./rule.ts";

/**
 * Adverts in one conversation stand at least 5 turns and 10 minutes apart, so one answer holds at most one.
 *
 * Turns are those that the person's object has seen; a caller that never sends messages has no turns and so gets one
 * advert a conversation.
 */
export const pacing: Rule = {
  name: "pacing",
  refuses: (_candidate, { limits, lastPaced, view, now }) => {
    if (!limits.pacing || !lastPaced || !view) return false;
    const soon = now - lastPaced.at < limits.pacing.ms;
    const turnsSince = lastPaced.turn === null ? limits.pacing.turns : view.turn - lastPaced.turn;
    return soon || turnsSince < limits.pacing.turns;
  },
};
