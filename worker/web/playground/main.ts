/** The playground: what Inkling does with a message, step by step. */
import { startPage } from "../shared/start.tsx";
import { Playground } from "./playground.tsx";

await startPage("playground", Playground);
