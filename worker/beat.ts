/**
 * Answers leave on a beat. Keeping a message out takes a little more or less time than learning from it, and whoever watches
 * the line could tell one from the other; at full beats since its arrival every answer looks the same.
 */

/** One beat, ms: reading a message of everyday length fits in. The call runs beside the language model, so nobody waits for it. */
export const BEAT_MS = 25;

/** A timer that is later than this has missed its beat, ms: the model held the thread meanwhile. The next beat counts then. */
const LATE_MS = 2;

/** What `work` brings, handed over at the first full beat after it is there. A rejection is not held back. */
export async function onTheBeat<T>(work: Promise<T>): Promise<T> {
  const since = Date.now();
  const sinceBeat = () => (Date.now() - since) % BEAT_MS;
  let done = false;
  const failure = work.then(() => {
    done = true;
    return new Promise<never>(() => {});
  });
  do await Promise.race([failure, scheduler.wait(BEAT_MS - sinceBeat())]);
  while (!done || sinceBeat() > LATE_MS);
  return work;
}
