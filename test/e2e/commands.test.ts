/** The commands of the README, run as a newcomer would. */
import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";
import { expect, test } from "vitest";

const ROOT = path.join(import.meta.dirname, "../..");
const run = (script: string, args: readonly string[] = [], options: { input?: string; env?: Record<string, string> } = {}) =>
  spawnSync(process.execPath, [path.join("scripts", script), ...args], {
    cwd: ROOT,
    encoding: "utf8",
    ...(options.input === undefined ? {} : { input: options.input }),
    env: { ...process.env, ...options.env },
  });

test("a second start says that the port is taken", async () => {
  const holder = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => holder.once("listening", resolve));
  const { port } = holder.address() as { port: number };
  // Not spawnSync: the holder must be able to accept the connection that asks.
  const { spawn } = await import("node:child_process");
  const start = spawn(process.execPath, ["scripts/start.ts"], { cwd: ROOT, env: { ...process.env, PORT: String(port) } });
  let said = "";
  start.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => start.once("exit", resolve));
  holder.close();
  expect(code).toBe(1);
  expect(said).toContain(`Port ${port} is taken`);
});

test("token prints a user token, and says what is wrong with its options", () => {
  expect(run("token.ts", ["--user", "u1"]).stdout.trim()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(run("token.ts").stderr).toContain("usage:");
  expect(run("token.ts", ["--user", "u1", "--ttl", "3601"])).toMatchObject({ status: 2, stderr: expect.stringContaining("3600") });
  expect(run("token.ts", ["--service", "--scopes", "everything"])).toMatchObject({ status: 2, stderr: expect.stringContaining("--scopes") });
});

test("revoke takes a key or its id, and nothing else", () => {
  for (const wrong of [[], ["k1"], ["ik_demo_0123456789ab'; --"]])
    expect(run("revoke.ts", wrong)).toMatchObject({ status: 2, stderr: expect.stringContaining("usage:") });
});

test("classify answers a line for a line, empty ones too", () => {
  const input = "cheap flights to Lisbon in May?\n\nI was diagnosed with breast cancer last week\nflights to Lisbon || and for two people?\n";
  const { stdout, status } = run("classify.ts", ["--raw"], { input });
  expect(status).toBe(0);
  const lines = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(4);
  for (const line of lines)
    expect(line).toMatchObject({ topics: expect.any(Array), intents: expect.any(Array), sensitive: expect.any(Object), suppressed: expect.any(Boolean) });
  expect(lines.map(({ suppressed }) => suppressed)).toEqual([false, false, true, false]);
  expect(lines[0].topics.map(({ id }: { id: string }) => id)).toContain("653");
});
