import type { PolicyRule, Requirement, Statement } from "@authz/model";
import { findMissing, isTargeted, type Missing } from "../ceiling/ceiling.ts";
import type { Code } from "../decision.ts";
import type { World } from "../facts/world.ts";
import * as features from "../features/features.ts";
import { every, type Truth } from "../values/truth.ts";
import { truthOf, type Scene } from "./expressions.ts";
import type { Membership, View } from "./people.ts";

/** A decision in the policy's own terms. */
export interface Outcome {
  readonly code: Code;
  /** Those that determined it. */
  readonly rules: readonly PolicyRule[];
  /** Of an allowed request; undefined when it is not allowed. */
  readonly missing?: Missing;
}

/** How a rule came out. */
interface Judged {
  readonly rule: PolicyRule;
  readonly value: Truth;
  /** It would be true but for an exclusive set. */
  readonly separated: boolean;
}

/** The table of decisions: the first row that applies. */
export function decide(world: World, membership: Membership): Outcome {
  const { resource, action } = world.question;
  const judged = (world.schema.types.get(resource.type)?.rules.get(action.name) ?? [])
    .filter((rule) => isTargeted(rule.targets, world.question))
    .map((rule) => judge(rule, world, membership));
  const denies = judged.filter(({ rule }) => rule.effect === "deny");
  const allows = judged.filter(({ rule }) => rule.effect === "allow");
  const [denied, unknownDenies] = [pick(denies, true), pick(denies, undefined)];
  const [allowed, unknownAllows] = [pick(allows, true), pick(allows, undefined)];
  const separated = allows.filter((allow) => allow.separated).map(({ rule }) => rule);

  if (denied.length > 0) return { code: "denied_by_rule", rules: denied };
  if (unknownDenies.length > 0 && allowed.length + unknownAllows.length > 0)
    return { code: "error", rules: unknownDenies };
  if (allowed.length === 0 && separated.length > 0) return { code: "separation_of_duty", rules: separated };
  if (allowed.length === 0 && unknownAllows.length > 0) return { code: "error", rules: unknownAllows };
  if (allowed.length === 0) return { code: "no_grant", rules: [] };
  const inForce = features.requirements ? requirementsInForce(world, membership) : [];
  const missing = findMissing(inForce, world.schema, world.question);
  if (missing.uncovered || missing.allOf.length > 0) return { code: "insufficient_scope", rules: allowed, missing };
  return { code: missing.assurances.length > 0 ? "step_up_required" : "granted", rules: allowed, missing };
}

function pick(judged: readonly Judged[], wanted: Truth): readonly PolicyRule[] {
  return judged.filter(({ value }) => value === wanted).map(({ rule }) => rule);
}

/** A deny sees all held roles; an allow must hold with each restriction of them as well. */
function judge(rule: PolicyRule, world: World, membership: Membership): Judged {
  const all = applies(rule, "all", world, membership);
  if (rule.effect === "deny" || all === false) return { rule, value: all, separated: false };
  const { question, schema } = world;
  const isRestricted = (view: View): Truth => applies(rule, view, world, membership);
  const active = question.activeRoles === undefined ? all : both(all, isRestricted("active"));
  const isSeparated = features.exclusives && schema.policy.exclusives.length > 0;
  const value = isSeparated ? both(active, isRestricted("separated")) : active;
  return { rule, value, separated: active === true && value !== true };
}

function both(one: Truth, other: Truth): Truth {
  return every([one, other], (value) => value);
}

export function applies(rule: PolicyRule, view: View, world: World, membership: Membership): Truth {
  const { subject, resource } = world.question;
  const parts = [
    () => membership.among(subject, rule.who, resource, view),
    () => guardsHold(rule, view, world, membership),
  ];
  return every(parts, (part) => part());
}

function guardsHold(statement: Statement, view: View, world: World, membership: Membership): Truth {
  const scene = createScene(view, world, membership);
  return every(statement.guards, (guard) => (features.conditions ? truthOf(guard, scene) : undefined));
}

export function createScene(view: View, world: World, membership: Membership): Scene {
  const { subject, resource } = world.question;
  return { world, subject, resource, among: (person, people, place) => membership.among(person, people, place, view) };
}

/** Whoever asks: a requirement is in force unless a guard of it is false. */
function requirementsInForce(world: World, membership: Membership): readonly Requirement[] {
  const { resource, action } = world.question;
  const all = world.schema.types.get(resource.type)?.requirements.get(action.name) ?? [];
  const targeted = all.filter((requirement) => isTargeted(requirement.targets, world.question));
  return targeted.filter((requirement) => guardsHold(requirement, "all", world, membership) !== false);
}
