/** `/facts.json`: what was known when the pages were built. See scripts/build-facts.ts. */

export interface Manifest {
  readonly version: string;
  readonly taxonomy: string;
  readonly created: string;
  readonly max_tokens: number;
  readonly max_chars: number;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

/** One line of docs/proofs.json. */
export interface Proof {
  readonly claim: string;
  readonly result: string;
  readonly how: string;
  readonly ok?: boolean;
}

export interface Facts {
  readonly built: string;
  readonly manifest: Manifest | null;
  readonly reports: Readonly<Record<string, unknown>>;
  readonly proofs: unknown;
}

export const NO_FACTS: Facts = { built: "", manifest: null, reports: {}, proofs: null };
