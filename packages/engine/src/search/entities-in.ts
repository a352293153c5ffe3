import type { Expression, Policy, Ref, Statement } from "@authz/model";
import { linksOf } from "../facts/facts.ts";
import type { Question } from "../request/decode-request.ts";
import type { Value } from "../values/value.ts";

/** Entities that the policy itself names: in conditions, and as targets. */
export function entitiesInPolicy(policy: Policy): readonly Ref[] {
  const statements: readonly Statement[] = [...policy.rules, ...policy.requirements];
  const targets = statements.flatMap(({ targets: all }) => all);
  const covered = policy.scopes.flatMap(({ covers }) => covers);
  const asked = [...targets, ...covered].flatMap(({ type, id }) => (id === undefined ? [] : [{ type, id }]));
  return [...asked, ...conditionsOf(policy).flatMap(entitiesInExpression)];
}

/** Does a condition look at the id of an entity? Then an id that nobody has heard of may matter. */
export function readsIds(policy: Policy): boolean {
  return conditionsOf(policy).some(mentionsId);
}

function conditionsOf({ rules, requirements, roles, types }: Policy): readonly Expression[] {
  const derived = [...roles, ...types.flatMap((type) => type.resource?.roles ?? [])];
  return [
    ...[...rules, ...requirements].flatMap(({ guards }) => guards),
    ...derived.flatMap((role) => role.derived?.guards ?? []),
  ];
}

function mentionsId(expression: Expression): boolean {
  if (expression.kind === "path") return expression.steps.at(-1) === "id";
  return partsOf(expression).some(mentionsId);
}

function entitiesInExpression(expression: Expression): readonly Ref[] {
  if (expression.kind === "entity") return [{ type: expression.type, id: expression.id }];
  return partsOf(expression).flatMap(entitiesInExpression);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "add":
    case "subtract":
    case "compare":
      return [expression.left, expression.right];
    case "like":
      return [expression.value];
    case "list":
    case "and":
    case "or":
      return expression.items;
    case "not":
      return [expression.operand];
    case "literal":
    case "path":
    case "entity":
    case "has":
    case "is":
      return [];
  }
}

/** Entities that the request names. */
export function entitiesInQuestion(question: Question): readonly Ref[] {
  const { subject, resource, subjectOverlay, resourceOverlay, context, actionValue, token } = question;
  const said = [subjectOverlay, resourceOverlay].flatMap((overlay) => [
    ...(overlay.parents ?? []),
    ...overlay.groups,
    ...named(overlay.attributes),
  ]);
  const others = [context.members, actionValue.members, token.claims].flatMap(named);
  return [...(subject === undefined ? [] : [subject]), resource, ...said, ...others];
}

function named(members: ReadonlyMap<string, Value | undefined>): readonly Ref[] {
  return Array.from(linksOf({ parents: [], groups: [], attributes: members }), ([, ref]) => ref);
}
