/** Reads a JSON body against a schema. Nothing is read before this is called, so a gate can stand in front of it. */

import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type FieldError, invalid, Problem } from "./problem.ts";

/** Largest body that is read; eight messages of 2,000 characters fit four times over. */
export const MAX_BODY_BYTES = 64 * 1024;

const limit = bodyLimit({
  maxSize: MAX_BODY_BYTES,
  onError: () => {
    throw new Problem(413, "Body too large", { errors: [{ field: "body", detail: `at most ${MAX_BODY_BYTES} bytes` }] });
  },
});

/** A name that the caller made up is repeated only where it looks like a field's name: words may stand there as well. */
const nameOf = (key: string): string => (/^[a-z][a-z_]{0,31}$/.test(key) ? key : "?");

/** One line per wrong field. Zod's messages speak of types and bounds, never of the value that came. */
function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ field: [...path, nameOf(key)].join("."), detail: "unknown field" }));
    return [{ field: path.join(".") || "body", detail: issue.message }];
  });
}

/** Checks a value that came from outside. @throws {Problem} 400 that names every wrong field */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem(400, "Invalid request", { errors: fieldErrors(result.error) });
}

/**
 * The body of this request as the schema has it.
 * @throws {Problem} 415 for another content type, 413 over {@link MAX_BODY_BYTES}, 400 for malformed JSON or wrong fields
 */
export async function readJson<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  const type = (c.req.header("Content-Type") ?? "").split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new Problem(415, "Unsupported media type", { errors: [{ field: "Content-Type", detail: "expected application/json" }] });
  }
  let text = "";
  await limit(c, async () => {
    text = await c.req.text();
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid("body", "malformed JSON");
  }
  return parse(schema, value);
}
