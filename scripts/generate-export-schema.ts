/** Writes worker/profile/export.schema.json from worker/profile/export-schema.ts. A test compares the two. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { exportJsonSchema } from "../worker/profile/export-schema.ts";

const file = path.join(import.meta.dirname, "../worker/profile/export.schema.json");
writeFileSync(file, `${JSON.stringify(exportJsonSchema(), null, 2)}\n`);
