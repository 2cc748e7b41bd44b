import { expect, test } from "vitest";
import { oneAtATime } from "../../worker/classify/one-at-a-time.ts";

test("tasks handed in together run one after the other, in order", async () => {
  const queue = oneAtATime();
  const log: string[] = [];
  let running = 0;
  const task = (name: string, ticks: number) => async () => {
    expect(++running).toBe(1);
    for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
    log.push(name);
    running--;
    return name;
  };
  const results = await Promise.all([queue(task("slow", 20)), queue(task("quick", 1)), queue(task("last", 3))]);
  expect(results).toEqual(["slow", "quick", "last"]);
  expect(log).toEqual(["slow", "quick", "last"]);
});

test("a task that fails rejects alone; the next one runs", async () => {
  const queue = oneAtATime();
  const failing = queue(() => Promise.reject(new Error("broken")));
  const next = queue(async () => 7);
  await expect(failing).rejects.toThrow("broken");
  await expect(next).resolves.toBe(7);
});
