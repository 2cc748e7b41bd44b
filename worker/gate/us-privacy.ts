/** Reads an IAB US Privacy string: version, notice given, opted out of sale, LSPA. Deprecated and still sent. */

/** "1---": the law does not apply. Otherwise: notice was given, sale was not opted out of. */
const CLEAR = /^1(---|YN[YN-])$/;

/**
 * Does the string speak against nothing? Without notice there is no choice to go by ("you cannot accept what you were
 * not told"), so "1N.." is a no. False for every malformed text.
 */
export const isClearUsPrivacy = (text: string): boolean => CLEAR.test(text);
