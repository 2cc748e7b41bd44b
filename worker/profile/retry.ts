/**
 * One more try with a fresh stub.
 *
 * The runtime retries calls that never reached the object. What it leaves is an object that was reset under a call (new
 * code, a crash): its stub stays broken, a fresh one works. Every call that goes through here may run twice. An
 * overloaded object is left alone.
 */
export async function retried<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    const { durableObjectReset, overloaded } = error as { durableObjectReset?: boolean; overloaded?: boolean };
    if (durableObjectReset !== true || overloaded === true) throw error;
    return call();
  }
}
