/** The closed word lists of the wire contract. */

/** Languages that are read; everything else is refused unread by the profile. */
export const LANGUAGES = ["en", "fr", "es", "pt"] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a message wants done, in the order of the model's output. */
export const INTENTS = ["purchase", "compare", "plan", "book", "recommend", "fix", "learn", "create", "support", "own", "dislike", "chat"] as const;
export type Intent = (typeof INTENTS)[number];

/** Matters that never reach a profile, in the order of the model's output. */
export const SENSITIVE_CATEGORIES = [
  "health",
  "mental_health",
  "sex_life",
  "orientation_gender",
  "religion",
  "politics",
  "race_ethnicity",
  "trade_union",
  "crime_legal",
  "financial_hardship",
  "addiction",
  "violence_abuse",
  "grief_breakup",
  "weapons",
  "minor",
] as const;
export type SensitiveCategory = (typeof SENSITIVE_CATEGORIES)[number];

/** What a profile is asked for. */
export const PURPOSES = ["ads", "content", "groups"] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Why a message was not learned from, or no decision was made. */
export const SKIP_CODES = [
  "region",
  "minor",
  "signal",
  "not_in_effect",
  "sensitive",
  "unsupported_language",
  "low_confidence",
  "opted_out",
  "paused",
  "duplicate",
  "rate_limited",
  "unavailable",
] as const;
export type SkipCode = (typeof SKIP_CODES)[number];

/** Where a topic came from. */
export const SOURCES = ["text", "voice", "image_prompt", "like", "follow", "click", "search", "purchase"] as const;
export type Source = (typeof SOURCES)[number];

/** How a message was made. */
export const MODALITIES = ["text", "voice", "image_prompt"] as const;
export type Modality = (typeof MODALITIES)[number];
