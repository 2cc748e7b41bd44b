import type { Intent, Language, Purpose, Source } from "../../domain/vocabulary.ts";

/** Every word of "why this", in one language. `{…}` is filled in; a test checks that each language fills the same. */
export interface Wording {
  /** What was shown. */
  readonly thing: Readonly<Record<Purpose, string>>;
  /** One sentence each; all but the last two about a topic. */
  readonly because: {
    /** {thing} {topic} {since} {sources} */
    readonly interest: string;
    /** The interest has faded, or was removed, since. {thing} {topic} */
    readonly interestGone: string;
    /** {thing} {topic} {since} {sources} */
    readonly parent: string;
    /** {thing} {topic} */
    readonly message: string;
    /** {thing} {topic} */
    readonly boosted: string;
    /** {thing} {intent} */
    readonly intent: string;
    /** {thing} */
    readonly exploration: string;
    /** {thing} */
    readonly nothing: string;
  };
  /** What the person seemed to want, after "you wanted". */
  readonly intents: Readonly<Record<Intent, string>>;
  /** Where an interest came from, after "from". */
  readonly sources: Readonly<Record<Source, string>>;
  /** What each rule made sure of. By the rule's name; one that is missing is told by its name. */
  readonly rules: Readonly<Record<string, string>>;
}

export type Wordings = Readonly<Record<Language, Wording>>;
