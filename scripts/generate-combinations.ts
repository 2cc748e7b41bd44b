/** Writes docs/combinations.md from worker/suppress/combinations.ts; test/suppress/combinations.test.ts compares them. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { combinationsPage } from "../test/suppress/combinations-page.ts";

writeFileSync(path.join(import.meta.dirname, "../docs/combinations.md"), combinationsPage());
