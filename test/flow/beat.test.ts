import { expect, test } from "vitest";
import { onTheBeat } from "../../worker/beat.ts";

const after = <T>(ms: number, value: T): Promise<T> => scheduler.wait(ms).then(() => value);

test("what is there early and what is there late within a beat leave together, in the order of their arrival", async () => {
  const left: string[] = [];
  const leave = (name: string, work: Promise<unknown>) => onTheBeat(work).then(() => left.push(name));
  await Promise.all([leave("took a while", after(5, null)), leave("was there at once", Promise.resolve())]);
  expect(left).toEqual(["took a while", "was there at once"]);
});

test("hands over what the work brings, however long it takes", async () => {
  expect(await onTheBeat(Promise.resolve("soon"))).toBe("soon");
  expect(await onTheBeat(after(60, "later"))).toBe("later");
});

test("a failure is not held back", async () => {
  const first = await Promise.race([onTheBeat(Promise.reject(new Error("no"))).catch(() => "failure"), onTheBeat(Promise.resolve("answer"))]);
  expect(first).toBe("failure");
  await expect(onTheBeat(after(1, null).then(() => Promise.reject(new Error("late no"))))).rejects.toThrow("late no");
});
