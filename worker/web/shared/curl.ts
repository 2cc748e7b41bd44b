/** The same call for a terminal. */
import { allHeaders, type Call } from "./api.ts";

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** A curl command that does what the page did, ready to paste. */
export function curl(call: Call, origin: string): string {
  const lines = [`curl -s ${call.method === "GET" ? "" : `-X ${call.method} `}${quoted(origin + call.path)}`];
  for (const [name, value] of Object.entries(allHeaders(call))) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (call.body !== undefined) lines.push(`-d ${quoted(JSON.stringify(call.body))}`);
  return lines.join(" \\\n  ");
}

/** For showing: long secrets and tokens are cut, so that the shape of the call stays readable. */
export const shortened = (command: string): string => command.replace(/Bearer ([\w-]{8})[\w.-]{16,}/g, "Bearer $1…");
