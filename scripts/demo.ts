/** Demo data: a few messages of a person called "demo", sent through the running Worker like anybody's. */
import { mintUserToken } from "../worker/auth/user-token.ts";
import { devSecrets } from "./dev-secrets.ts";

/** What the demo person said. Their ids never change, so that another start adds nothing. */
const MESSAGES = [
  "Which carry-on suitcase fits the cabin rules of most airlines?",
  "plan me 4 days in Lisbon with museums and good food",
  "best running shoes for a first half marathon under $150",
  "quel vélo électrique acheter pour aller au travail ?",
  "how do I keep basil alive on a balcony",
];

/** Sends the demo person's messages to the Worker at this address. @throws when the Worker refuses the call */
export async function seedDemo(base: string): Promise<void> {
  const token = await mintUserToken(
    { tenant: "demo", user: "demo", conn: "client", age: "adult", life: 600 },
    { tokenSecret: devSecrets().TOKEN_SECRET },
    Date.now(),
  );
  for (const [index, content] of MESSAGES.entries()) {
    const answer = await fetch(`${base}/v1/messages`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ conversation_id: "demo", messages: [{ id: `demo-${index}`, content }], options: { confirm: true } }),
    });
    if (!answer.ok) throw new Error(`Demo message ${index} was answered with ${answer.status}`);
  }
}
