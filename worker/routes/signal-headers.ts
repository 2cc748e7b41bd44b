/** Opt-out signals travel as headers, because the gate decides before the body is read. */
import { z } from "@hono/zod-openapi";

const text = (description: string) => z.string().optional().openapi({ description });

/** Documented here, read by `gate/input.ts`. Malformed counts as opted out. */
export const SignalHeaders = z.object({
  "Sec-GPC": text("Global Privacy Control: `1` opts out."),
  "Inkling-GPP": text("IAB Global Privacy Platform string."),
  "Inkling-GPP-SID": text("GPP section ids in force, comma-separated."),
  "Inkling-TCF": text("IAB TCF consent string; purposes 1, 3 and 4 are needed."),
  "Inkling-US-Privacy": text("IAB US Privacy string, for example `1YNN`."),
  "Inkling-COPPA": text("`1`: the person is a child under COPPA."),
});
