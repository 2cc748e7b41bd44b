/** Reads a TCF consent string with the IAB's own parser. */
import { TCString } from "@iabtcf/core";

/** Store on the device, profile for advertising, show personalised advertising: all three are what Inkling does. */
export const TCF_PURPOSES = [1, 3, 4] as const;

/** The only edition that says something about these purposes; version 1 is withdrawn. */
const TCF_VERSION = 2;

/** Longer than any string of a real vendor list. Characters. */
export const MAX_SIGNAL_LENGTH = 4096;

/** Does the string consent to all of {@link TCF_PURPOSES}? False for anything that cannot be read. Never throws. */
export function consentsByTcf(text: string): boolean {
  if (text.length > MAX_SIGNAL_LENGTH) return false;
  try {
    const model = TCString.decode(text);
    return model.version === TCF_VERSION && TCF_PURPOSES.every((purpose) => model.purposeConsents.has(purpose));
  } catch {
    return false;
  }
}
