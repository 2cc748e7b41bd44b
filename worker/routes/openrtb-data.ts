/** Topics as OpenRTB 2.6 `Data` objects. */
import { z } from "@hono/zod-openapi";

/** IAB Content Taxonomy 3.1 in AdCOM's list of category taxonomies. */
export const SEGTAX_CONTENT_3_1 = 9;

export const OpenRtbData = z
  .strictObject({
    name: z.string(),
    ext: z.strictObject({ segtax: z.int() }),
    segment: z.array(z.strictObject({ id: z.string(), name: z.string(), value: z.string() })),
  })
  .openapi("OpenRtbData");
export type OpenRtbData = z.output<typeof OpenRtbData>;

/** One `Data` object with a segment per topic; none for no topics. */
export const segments = (topics: readonly { id: string; name: string; score: number }[]): OpenRtbData[] =>
  topics.length === 0
    ? []
    : [{ name: "inkling", ext: { segtax: SEGTAX_CONTENT_3_1 }, segment: topics.map(({ id, name, score }) => ({ id, name, value: score.toFixed(3) })) }];
