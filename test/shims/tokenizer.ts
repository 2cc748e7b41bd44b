import { env } from "cloudflare:workers";

export default JSON.parse(new TextDecoder().decode(env.TEST_TOKENIZER)) as object;
