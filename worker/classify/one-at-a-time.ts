/** A queue for something that must not overlap itself. */

/** Runs the tasks handed to it in order, each after the one before has settled; a failed one does not stop the next. */
export type OneAtATime = <T>(task: () => Promise<T>) => Promise<T>;

/** A queue of its own. A task that never settles blocks it for good: time limits are the caller's. */
export function oneAtATime(): OneAtATime {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
}
