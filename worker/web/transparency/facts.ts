/** `/facts.json`: what was known when the pages were built. See scripts/build-facts.ts. */

export interface Manifest {
  readonly version: string;
  readonly taxonomy: string;
  readonly created: string;
  readonly max_tokens: number;
  readonly max_chars: number;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

/** One promise of docs/proofs.json, with what its tests said. */
export interface Proof {
  readonly area: string;
  readonly promise: string;
  readonly cases: number;
  readonly failures: number;
}

export interface Facts {
  readonly built: string;
  readonly manifest: Manifest | null;
  readonly reports: Readonly<Record<string, unknown>>;
  /** docs/proofs.json. */
  readonly proofs: { readonly model: string; readonly promises: readonly Proof[] } | null;
}

export const NO_FACTS: Facts = { built: "", manifest: null, reports: {}, proofs: null };
