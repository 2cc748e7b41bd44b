/** Answers of `/v1/me`, from the schemas that the server answers by. */
import type { z } from "@hono/zod-openapi";
import type { DecisionReceipt, ErasedAnswer, MeAnswer as MeSchema, PreferencesPatch } from "../../routes/me-schema.ts";

export type MeAnswer = z.output<typeof MeSchema>;
export type Interest = MeAnswer["interests"][number];
export type Receipt = z.output<typeof DecisionReceipt>;
export type Erased = z.output<typeof ErasedAnswer>;
export type Patch = z.output<typeof PreferencesPatch>;
