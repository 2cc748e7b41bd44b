/** `POST /v1/profiles/lookup`: what an ad or content service may know about up to 100 people. */
import { z } from "@hono/zod-openapi";
import type { Interest, PersonView } from "../domain/person.ts";
import type { Purpose as PurposeName } from "../domain/vocabulary.ts";
import { gateRegs } from "../gate/regs.ts";
import { named } from "../pipeline.ts";
import { profileSafe } from "../suppress/profile-safe.ts";
import { requireService } from "./authentication.ts";
import { describe } from "./describe.ts";
import { Country, IntentScore, Purpose, Regs, Surface, TopicScore, UserId } from "./fields.ts";
import type { App } from "./hono.ts";
import { readJson } from "./json-body.ts";
import { OpenRtbData, segments } from "./openrtb-data.ts";
import { Problem } from "./problem.ts";

/** Most people in one lookup. */
export const MAX_USERS = 100;

const LookupRequest = z
  .strictObject({
    users: z.array(UserId).min(1).max(MAX_USERS),
    surface: Surface,
    purpose: Purpose,
    limit: z.int().min(1).max(20).default(20).openapi({ description: "Most topics per person." }),
    as: z.enum(["native", "openrtb"]).default("native"),
    country: Country.optional(),
    regs: Regs.optional(),
  })
  .openapi("LookupRequest");

const Profile = z
  .strictObject({
    user: UserId,
    status: z.enum(["present", "empty", "region", "opted_out"]),
    topics: z.array(TopicScore),
    intents: z.array(IntentScore),
    data: z.array(OpenRtbData).optional().openapi({ description: "With `as: openrtb`: what to put into `user.data`." }),
  })
  .openapi("Profile");
type Profile = z.output<typeof Profile>;

export function mountLookup(app: App): void {
  const path = describe(app, {
    method: "post",
    path: "/v1/profiles/lookup",
    summary: "Look profiles up",
    description:
      "An unknown or erased person has an empty profile. A protected `country` or an opt-out in `regs` gives empty profiles, and no profile is read.",
    tag: "Services",
    security: "serviceKey",
    body: LookupRequest,
    answer: z.strictObject({ profiles: z.array(Profile) }).openapi("LookupAnswer"),
    problems: [503],
  });
  app.post(path, async (c) => {
    const service = await requireService(c, "profiles:read");
    const { users, surface, purpose, limit, as, country, regs } = await readJson(c, LookupRequest);
    const { services, now } = c.var;

    const refusal = gateRegs({ country, regs, effectiveFrom: services.effectiveFrom(service.tenant) }, now);
    if (refusal) {
      const status = refusal.code === "region" ? "region" : "opted_out";
      return c.json({ profiles: users.map((user) => empty(user, status)) });
    }
    const read = async (user: string): Promise<Profile> => {
      const view = await services.read({ tenant: service.tenant, user, surface }, { now, history: false });
      return toProfile(user, view, purpose, limit, country ?? null);
    };
    const unique = [...new Set(users)];
    const profiles = await Promise.all(unique.map(read)).catch((error: unknown) => {
      services.fault("read", error);
      throw new Problem(503, "Profiles cannot be read right now");
    });
    const byUser = new Map(profiles.map((profile) => [profile.user, profile]));
    const asked = users.map((user) => byUser.get(user) ?? empty(user, "empty"));
    return c.json({ profiles: as === "openrtb" ? asked.map((profile) => ({ ...profile, data: segments(profile.topics) })) : asked });
  });
}

/** What may leave of a view: advertising gets usable interests only, and no set of interests that spells a sensitive trait. */
export function toProfile(user: string, view: PersonView, purpose: PurposeName, limit: number, country: string | null): Profile {
  if (view.status === "erased") return empty(user, "empty");
  if (view.preferences.personalisation === "off" || !view.preferences.purposes[purpose]) return empty(user, "opted_out");
  const interests = profileSafe(usableFor(purpose, view.interests), { country });
  if (interests.length === 0 && view.intents.length === 0) return empty(user, "empty");
  const topics = named(interests.map(({ topic, score }) => ({ id: topic, score })));
  return { user, status: "present", topics: topics.slice(0, limit), intents: view.intents.map(({ name, score }) => ({ name, score })) };
}

const usableFor = (purpose: PurposeName, interests: readonly Interest[]): readonly Interest[] =>
  purpose === "ads" ? interests.filter(({ usable }) => usable) : interests;

const empty = (user: string, status: Profile["status"]): Profile => ({ user, status, topics: [], intents: [] });
