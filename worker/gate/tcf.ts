/** Reads a TCF consent string with the IAB's own parser. */
import { TCString } from "@iabtcf/core";

/** Store on the device, profile for advertising, show personalised advertising: all three are what Inkling does. */
export const TCF_PURPOSES = [1, 3, 4] as const;

/** The only edition that says something about these purposes; version 1 is withdrawn. */
const TCF_VERSION = 2;

/** Longer than any string of a real vendor list. Characters. */
export const MAX_SIGNAL_LENGTH = 4096;

/**
 * Is only the first of the dot-separated segments a core segment, one that holds consents? A segment's type stands in its
 * first three bits and is 0 for the core, letters A to H. The parsers would take the consents of a second core as well.
 */
export const hasOneCore = (segments: readonly string[]): boolean => segments.every((segment, index) => /^[A-H]/.test(segment) === (index === 0));

/** Does the string consent to all of {@link TCF_PURPOSES}? False for anything that cannot be read. Never throws. */
export function consentsByTcf(text: string): boolean {
  if (text.length > MAX_SIGNAL_LENGTH || !hasOneCore(text.split("."))) return false;
  try {
    const model = TCString.decode(text);
    return model.version === TCF_VERSION && TCF_PURPOSES.every((purpose) => model.purposeConsents.has(purpose));
  } catch {
    return false;
  }
}
