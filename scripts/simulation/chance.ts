/** Draws from a seeded stream. */
import { seeded } from "../../worker/decision/random.ts";

export class Chance {
  readonly #next: () => number;

  constructor(...seed: readonly (string | number)[]) {
    this.#next = seeded(seed.join(" "));
    // The first numbers of neighbouring seeds resemble each other.
    for (let at = 0; at < 8; at++) this.#next();
  }

  /** 0 to 1. */
  unit(): number {
    return this.#next();
  }

  happens(probability: number): boolean {
    return this.#next() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  one<T>(from: readonly T[]): T {
    const found = from[Math.floor(this.#next() * from.length)];
    if (found === undefined) throw new Error("nothing to draw from");
    return found;
  }

  /** `size` different ones. */
  some<T>(from: readonly T[], size: number): T[] {
    const pool = [...from];
    const drawn: T[] = [];
    while (drawn.length < size && pool.length > 0) {
      const at = Math.floor(this.#next() * pool.length);
      drawn.push(...pool.splice(at, 1));
    }
    return drawn;
  }
}
