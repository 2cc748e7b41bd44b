/** Checks what came off the queue: an older Worker, or a hand, may have put it there. */
import { z } from "zod";
import type { LedgerChange } from "../domain/ledger-change.ts";
import { PURPOSES, SKIP_CODES } from "../domain/vocabulary.ts";

const id = z.string().min(1).max(200);
const time = z.int().min(0);
const tenant = z.string().min(1).max(64);
const topic = z.string().min(1).max(16);

/** Outcomes that are counted: the skip codes and the two good ends. */
export const COUNTED = [...SKIP_CODES, "learned", "contextual"] as const;
export type Counted = (typeof COUNTED)[number];

const Change = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("reach"),
    id,
    tenant,
    person: id,
    surface: z.string().max(200),
    sequence: z.int().min(0),
    topics: z.array(topic).max(64),
    at: time,
  }),
  z.object({ kind: z.literal("erased"), id, tenant, person: id, at: time, until: time }),
  z.object({ kind: z.literal("decision"), id, tenant, person: id, purpose: z.enum(PURPOSES), topic: topic.nullable(), exploration: z.boolean(), at: time }),
  z.object({ kind: z.literal("tally"), id, tenant, day: z.iso.date(), counts: z.partialRecord(z.enum(COUNTED), z.int().min(0)) }),
]) satisfies z.ZodType<LedgerChange>;

/** The change, or undefined where it is none. Says nothing about why: the reason would quote the value. */
export const parseChange = (body: unknown): LedgerChange | undefined => Change.safeParse(body).data;
