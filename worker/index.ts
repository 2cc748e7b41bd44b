/** Entry point: the fetch, queue and scheduled handlers, and the Durable Object class. */
import { DurableObject } from "cloudflare:workers";

export class PersonObject extends DurableObject {}

export default { fetch: () => new Response("not yet") };
