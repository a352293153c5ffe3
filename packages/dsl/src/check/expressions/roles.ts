import { suggest } from "@authz/model";
import { roleInDerivation } from "../../diagnostics/types/role-in-derivation.ts";
import { roleOfNobody } from "../../diagnostics/types/role-of-nobody.ts";
import { roleOnNoResource } from "../../diagnostics/types/role-on-no-resource.ts";
import { unknownRole } from "../../diagnostics/types/unknown-role.ts";
import type { ExpressionNode, PathNode } from "../../syntax/tree.ts";
import { placeOf, type TypeEntry, type Vocabulary } from "../vocabulary.ts";
import { isPerson } from "./containment.ts";
import { checkPath, writtenName, type ExpressionContext, type Reached } from "./paths.ts";
import { describeType } from "./static-type.ts";
import { condition, textOf, wrong, type Typed } from "./typed.ts";

type IsNode = Extract<ExpressionNode, { readonly kind: "is" }>;

/** `path is Name [of path]` */
export function checkIs(node: IsNode, context: ExpressionContext): Typed {
  const { check, environment } = context;
  if (environment.derivation) {
    check.collector.report(roleInDerivation, placeOf(check, node), { role: node.role.text });
    return wrong(node);
  }
  const who = checkWho(node.path, context);
  const place = node.of === undefined ? undefined : checkPlace(node.of, context);
  if (node.of === undefined) {
    if (!isApplicationWide(node, context) || who === undefined) return wrong(node);
    return condition(node, { kind: "is", path: who.path, role: node.role.text });
  }
  if (place === undefined || !isOnPlace(node, place, context) || who === undefined) return wrong(node);
  return condition(node, { kind: "is", path: who.path, role: node.role.text, of: place.path });
}

/** The left of `is`: a path on which a subject can stand. */
function checkWho(path: PathNode, context: ExpressionContext): Reached | undefined {
  const { check } = context;
  const reached = checkPath(path, context);
  if (reached === undefined || reached.type.kind === "unknown") return undefined;
  const { type } = reached;
  if (type.kind === "entity" && type.types.some((name) => check.vocabulary.types.get(name)?.type.subject === true)) {
    return reached;
  }
  const parameters = { text: textOf(path, check), type: describeType(type) };
  check.collector.report(roleOfNobody, placeOf(check, path), parameters);
  return undefined;
}

/** What stands behind `of`: a path to resources. */
function checkPlace(path: PathNode, context: ExpressionContext): Reached | undefined {
  const { check } = context;
  const reached = checkPath(path, context);
  if (reached === undefined || reached.type.kind === "unknown") return undefined;
  if (entriesOf(reached, check.vocabulary).some((entry) => entry.type.resource !== undefined)) return reached;
  check.collector.report(roleOnNoResource, placeOf(check, path), {
    text: textOf(path, check),
    type: describeType(reached.type),
  });
  return undefined;
}

function entriesOf(reached: Reached, vocabulary: Vocabulary): readonly TypeEntry[] {
  const names = reached.type.kind === "entity" ? reached.type.types : [];
  return names.flatMap((name) => vocabulary.types.get(name) ?? []);
}

/** The role or people-attribute must exist on at least one of the types, and counts where it exists. */
function isOnPlace(node: IsNode, place: Reached, { check }: ExpressionContext): boolean {
  const entries = entriesOf(place, check.vocabulary);
  const names = new Set(entries.flatMap((entry) => peopleNames(entry, check.vocabulary)));
  if (names.has(node.role.text)) return true;
  const suggestion = suggest(node.role.text, names);
  const hint = check.vocabulary.roles.has(node.role.text)
    ? `\`${node.role.text}\` is application-wide: leave \`of ${place.text}\` away`
    : undefined;
  const role = node.role.text;
  const parameters = { role, place: place.container?.description ?? place.text, hint, suggestion };
  reportRole(node, hint === undefined ? parameters : { ...parameters, suggestion: undefined }, check);
  return false;
}

function isApplicationWide(node: IsNode, { check, environment }: ExpressionContext): boolean {
  const role = node.role.text;
  if (check.vocabulary.roles.has(role)) return true;
  const here = environment.resources.some((name) => {
    const entry = check.vocabulary.types.get(name);
    return entry !== undefined && peopleNames(entry, check.vocabulary).includes(role);
  });
  const hint = here ? `say on which resource: \`is ${writtenName(role)} of resource\`` : undefined;
  const suggestion = here ? undefined : suggest(role, check.vocabulary.roles.keys());
  reportRole(node, { role, place: "the application", hint, suggestion }, check);
  return false;
}

function reportRole(
  node: IsNode,
  parameters: { role: string; place: string; hint: string | undefined; suggestion: string | undefined },
  check: ExpressionContext["check"],
): void {
  check.collector.report(unknownRole, placeOf(check, node.role), parameters, { suggestion: parameters.suggestion });
}

/** Roles, and attributes whose values are people: a subject, a group, or a set of those. */
function peopleNames(entry: TypeEntry, vocabulary: Vocabulary): readonly string[] {
  const names = [...entry.roles.keys()];
  for (const { name, type } of entry.attributes.values()) {
    const value = type.kind === "set" ? type.of : type;
    if (value.kind === "entity" && value.types.some((of) => isPerson(of, vocabulary))) names.push(name);
  }
  return names;
}
