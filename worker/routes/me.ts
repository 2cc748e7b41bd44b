/** `/v1/me`: the person sees, corrects, takes away and erases. */
import { z } from "@hono/zod-openapi";
import type { HistoryEntry } from "../domain/decision.ts";
import type { Preferences } from "../domain/person.ts";
import type { ErasedSummary, MeView, TopicOutcome } from "../profile/calls.ts";
import { requireUser } from "./authentication.ts";
import { describe } from "./describe.ts";
import { TopicId } from "./fields.ts";
import type { App, AppContext } from "./hono.ts";
import { parse, readJson } from "./json-body.ts";
import { type DecisionReceipt, ErasedAnswer, MeAnswer, PreferencesAnswer, PreferencesPatch, TopicChange } from "./me-schema.ts";
import { Problem } from "./problem.ts";

const TopicParams = z.object({ id: TopicId });

export function mountMe(app: App): void {
  const call = { tag: "The person", security: "userToken" } as const;

  const me = describe(app, { ...call, method: "get", path: "/v1/me", summary: "Every interest, with where it came from", answer: MeAnswer });
  app.get(me, async (c) => c.json(meAnswer(await c.var.services.people.me(await requireUser(c), { now: c.var.now }))));

  const preferences = describe(app, {
    ...call,
    method: "patch",
    path: "/v1/me/preferences",
    summary: "Personalisation on, paused or off; purposes",
    body: PreferencesPatch,
    answer: PreferencesAnswer,
    problems: [409],
  });
  app.patch(preferences, async (c) => {
    const user = await requireUser(c);
    const patch = await readJson(c, PreferencesPatch);
    const outcome = await c.var.services.people.preferences(user, patch, c.var.now);
    if (outcome.kind === "refused") throw erasedProblem();
    return c.json(preferencesAnswer(outcome.preferences));
  });

  const put = describe(app, {
    ...call,
    method: "put",
    path: "/v1/me/topics/{id}",
    summary: "Block, boost or remove a topic",
    params: TopicParams,
    body: TopicChange,
    answer: PreferencesAnswer,
    problems: [409],
  });
  app.put(put, async (c) => {
    const user = await requireUser(c);
    const { id } = parse(TopicParams, c.req.param());
    const { action } = await readJson(c, TopicChange);
    return topicAnswer(c, await c.var.services.people.putTopic(user, id, action, c.var.now));
  });

  const undo = describe(app, {
    ...call,
    method: "delete",
    path: "/v1/me/topics/{id}",
    summary: "Undo a block, a boost or a removal (within 30 days)",
    params: TopicParams,
    answer: PreferencesAnswer,
    problems: [409],
  });
  app.delete(undo, async (c) => {
    const user = await requireUser(c);
    const { id } = parse(TopicParams, c.req.param());
    return topicAnswer(c, await c.var.services.people.undoTopic(user, id, c.var.now));
  });

  const erase = describe(app, {
    ...call,
    method: "delete",
    path: "/v1/me",
    summary: "Erase everything, now, and stay erased",
    description: "What is left is a keyed tombstone without content, for 31 days, so that late and replayed messages change nothing.",
    answer: ErasedAnswer,
  });
  app.delete(erase, async (c) => c.json(erasedAnswer(await c.var.services.people.erase(await requireUser(c), c.var.now))));
}

function topicAnswer(c: AppContext, outcome: TopicOutcome): Response {
  if (outcome.kind === "done") return c.json(preferencesAnswer(outcome.preferences));
  switch (outcome.reason) {
    case "erased":
      throw erasedProblem();
    case "nothing_to_undo":
      throw new Problem(409, "Nothing to undo", { errors: [{ field: "id", detail: "not blocked, boosted or removed within the last 30 days" }] });
    case "ineligible":
      throw new Problem(409, "Not a topic of profiles", {
        errors: [{ field: "id", detail: "such a topic is never kept; it can be blocked, not boosted or removed" }],
      });
    case "unknown_topic":
      throw new Problem(400, "Invalid request", { errors: [{ field: "id", detail: "not a topic of the taxonomy" }] });
  }
}

const erasedProblem = () =>
  new Problem(409, "Erased", { detail: "Everything about this person was erased. Send restart: true to /v1/me/preferences to start again." });

const preferencesAnswer = ({ personalisation, purposes, blocked, boosted }: Preferences): z.output<typeof PreferencesAnswer> => ({
  personalisation,
  purposes: { ...purposes },
  blocked: [...blocked],
  boosted: [...boosted],
});

/** The view in the words of the wire. */
export const meAnswer = (view: MeView): z.output<typeof MeAnswer> => ({
  status: view.status,
  preferences: preferencesAnswer(view.preferences),
  effective: preferencesAnswer(view.effective),
  surfaces: view.surfaces.map(({ surface, since, lastSeen }) => ({ surface, since, last_seen: lastSeen })),
  interests: view.interests.map((interest) => ({
    id: interest.topic,
    name: interest.name,
    path: interest.path,
    score: interest.score,
    usable: interest.usable,
    first_seen: interest.firstSeen,
    last_seen: interest.lastSeen,
    count: interest.count,
    sources: [...interest.sources],
    surfaces: [...interest.surfaces],
    half_life_days: interest.halfLifeDays,
    model: interest.model,
  })),
  intents: view.intents.map(({ name, score }) => ({ name, score })),
  removed: view.removed.map(({ topic, name, removedAt, undoUntil }) => ({ id: topic, name, removed_at: removedAt, undo_until: undoUntil })),
  cooldowns: view.cooldowns.map(({ topic, name, at, until }) => ({ id: topic, name, since: at, until })),
  links: view.links.map(({ id, since, surface, otherSurface }) => ({ id, since, surface, other_surface: otherSurface })),
  decisions: view.decisions.map(decisionReceipt),
  not_kept: [...view.notKept],
  erased_until: view.erasedUntil,
});

/** One past decision in the words of the wire. */
export const decisionReceipt = (entry: HistoryEntry): z.output<typeof DecisionReceipt> => ({
  decision_id: entry.decision,
  candidate: entry.candidate,
  purpose: entry.purpose,
  at: entry.at,
  topics: [...entry.topics],
  reasons: entry.reasons.map((reason) => ({ ...reason })),
  rules: [...entry.rules],
  exploration: entry.exploration,
  feedback: {
    impression: entry.impressionAt ?? null,
    click: entry.clickAt ?? null,
    dismiss: entry.dismissedAt ?? null,
    not_interested: entry.notInterestedAt ?? null,
    owned: entry.ownedAt ?? null,
  },
});

const erasedAnswer = (summary: ErasedSummary): z.output<typeof ErasedAnswer> => ({
  erased: true,
  erased_at: summary.erasedAt,
  stays_erased_until: summary.staysErasedUntil,
  removed: {
    surfaces: summary.surfaces,
    interests: summary.interests,
    intents: summary.intents,
    removed_topics: summary.removedTopics,
    decisions: summary.decisions,
    links: summary.links,
    preferences: summary.preferences,
  },
});
