import { env } from "cloudflare:workers";

export default env.TEST_MODEL;
