/**
 * What an object remembers only while it is in memory: how fast somebody writes, how many turns a conversation has had,
 * and that a conversation touched something sensitive. Never stored: when the object is unloaded, it is gone. What is
 * known of turns then comes from what was learned and decided (talks.ts, history.ts).
 */
import { MINUTE_MS } from "./fold/retention.ts";

/** More messages in a minute than one person writes. */
export const MAX_PER_MINUTE = 60;
/** After a suppressed turn a conversation stays quiet for this many turns and for this long, whichever is later. */
export const HUSHED_TURNS = 3;
export const HUSHED_MS = 10 * MINUTE_MS;
/** Conversations remembered at a time; the one unused for longest leaves. */
const MAX_CONVERSATIONS = 32;

interface Conversation {
  turn: number;
  hushedAt: number | null;
  hushedTurn: number;
}

export class ShortMemory {
  #arrivals: number[] = [];
  readonly #conversations = new Map<string, Conversation>();

  /** Counts a message. True when it is one too many; those do not count. */
  tooFast(now: number): boolean {
    this.#arrivals = this.#arrivals.filter((at) => now - at < MINUTE_MS);
    if (this.#arrivals.length >= MAX_PER_MINUTE) return true;
    this.#arrivals.push(now);
    return false;
  }

  /** Counts a turn and answers its number. `known`: turns that are known from storage, in case that memory knows of fewer. */
  turn(conversation: string, known: number): number {
    const one = this.#conversation(conversation, known);
    one.turn += 1;
    return one.turn;
  }

  /** The number of the current turn, uncounted; 1 when there was none. */
  turnSoFar(conversation: string, known: number): number {
    return Math.max(1, known, this.#conversations.get(conversation)?.turn ?? 0);
  }

  hush(conversation: string, now: number): void {
    const one = this.#conversation(conversation, 0);
    one.hushedAt = now;
    one.hushedTurn = one.turn;
  }

  isHushed(conversation: string, now: number): boolean {
    const one = this.#conversations.get(conversation);
    if (!one || one.hushedAt === null) return false;
    return one.turn - one.hushedTurn <= HUSHED_TURNS || now - one.hushedAt < HUSHED_MS;
  }

  forget(): void {
    this.#arrivals = [];
    this.#conversations.clear();
  }

  #conversation(name: string, known: number): Conversation {
    const one = this.#conversations.get(name) ?? { turn: 0, hushedAt: null, hushedTurn: 0 };
    // Catching up with storage is no turn: a hush does not end by it.
    const missed = Math.max(0, known - one.turn);
    one.turn += missed;
    one.hushedTurn += missed;
    this.#conversations.delete(name);
    this.#conversations.set(name, one);
    if (this.#conversations.size > MAX_CONVERSATIONS) {
      const [oldest] = this.#conversations.keys();
      if (oldest !== undefined) this.#conversations.delete(oldest);
    }
    return one;
  }
}
