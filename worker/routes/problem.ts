/** Errors as RFC 9457 problem details. They name the field and never repeat what was sent. */
import { z } from "@hono/zod-openapi";

/** One thing wrong with the request. */
export const FieldError = z
  .strictObject({
    field: z.string().openapi({ description: "Path of the field, for example `messages.0.content`; `body`, or a header's name.", example: "messages.0.id" }),
    detail: z.string().openapi({ example: "required" }),
  })
  .openapi("FieldError");
export type FieldError = z.infer<typeof FieldError>;

/** The body of every 4xx and 5xx answer (`application/problem+json`). */
export const ProblemDetails = z
  .strictObject({
    type: z.string().openapi({ description: "A URI for the kind of problem; about:blank where the status says it all." }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(FieldError).optional(),
  })
  .openapi("ProblemDetails");

/** What a problem may carry beside its status and title. */
interface Extra {
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  /** Response headers, for example the challenge of a 401. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by routes, answered by the one `onError`. Carries nothing of the request but field names. */
export class Problem extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 500 | 502 | 503;
  readonly title: string;
  readonly extra: Extra;

  constructor(status: Problem["status"], title: string, extra: Extra = {}) {
    super(title);
    this.status = status;
    this.title = title;
    this.extra = extra;
  }

  /** The HTTP answer. */
  toResponse(): Response {
    const { headers, ...extra } = this.extra;
    const body = { type: "about:blank", title: this.title, status: this.status, ...extra };
    return new Response(JSON.stringify(body), {
      status: this.status,
      headers: { "Content-Type": "application/problem+json", "Cache-Control": "no-store", ...headers },
    });
  }
}

/** A 400 that names the one field that is wrong. */
export const invalid = (field: string, detail: string): Problem => new Problem(400, "Invalid request", { errors: [{ field, detail }] });
