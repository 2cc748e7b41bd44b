/** `npm start`: migrations, development secrets, the Worker on http://localhost:8787, and what to try first. */
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { seedDemo } from "./demo.ts";
import { devSecrets } from "./dev-secrets.ts";
import { startWrangler, wrangler } from "./wrangler.ts";

const PORT = Number(process.env.PORT ?? 8787);
const URL_BASE = `http://localhost:${PORT}`;
const STARTUP_MS = 60_000;

const taken = (host: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ port: PORT, host }, () => resolve(true)).on("error", () => resolve(false));
    socket.setTimeout(1_000, () => resolve(false));
    socket.on("connect", () => socket.end());
  });

async function ready(): Promise<void> {
  const deadline = Date.now() + STARTUP_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${URL_BASE}/health`).catch(() => null);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error(`The Worker did not answer on ${URL_BASE}/health within ${STARTUP_MS / 1000} seconds.`);
}

if ((await taken("127.0.0.1")) || (await taken("::1"))) {
  console.error(`Port ${PORT} is taken: Inkling may already be running there. Stop it, or choose another port: PORT=8788 npm start`);
  process.exit(1);
}

devSecrets();
console.log("Applying migrations …");
wrangler(["d1", "migrations", "apply", "DB", "--local"]);
console.log("Starting the Worker …");
const worker = startWrangler(["dev", "--port", String(PORT), "--log-level", "warn", "--show-interactive-dev-session=false"], {
  stdio: ["ignore", "inherit", "inherit"],
});
let stopping = false;
worker.on("exit", (code) => process.exit(stopping ? 0 : (code ?? 1)));
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    stopping = true;
    worker.kill("SIGTERM");
  });
}

await ready();
await seedDemo(URL_BASE);
const message = `{"conversation_id":"c_1","messages":[{"id":"m_1","content":"cheap flights to Lisbon in May?"}]}`;
console.log(`
Inkling is running. Three things to try (Ctrl-C stops it):

1. Open the page       ${URL_BASE}/
2. Send a message      curl -s ${URL_BASE}/v1/messages -H "Authorization: Bearer $(npm run -s token -- --user u1)" -H 'Content-Type: application/json' -d '${message}'
3. Look it up          curl -s ${URL_BASE}/v1/profiles/lookup -H "Authorization: Bearer $(npm run -s token -- --service)" -H 'Content-Type: application/json' -d '{"users":["u1"],"purpose":"content"}'
`);
