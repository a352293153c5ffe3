import { compareText, suggest, type Exclusive } from "@authz/model";
import { unknownRole } from "../diagnostics/names/unknown-role.ts";
import { activeOnResource } from "../diagnostics/rules/active-on-resource.ts";
import { atMost } from "../diagnostics/rules/at-most.ts";
import { exclusiveElsewhere } from "../diagnostics/rules/exclusive-elsewhere.ts";
import { exclusivePath } from "../diagnostics/rules/exclusive-path.ts";
import type { ExclusiveNode, Name, PeoplePathNode } from "../syntax/tree.ts";
import { knownType } from "./known-type.ts";
import { docOf, originOf } from "./origin.ts";
import { distinctOf } from "./repeats.ts";
import { placeOf, type CheckContext } from "./vocabulary.ts";

/** A role of the set; `on` is absent when it is application-wide. */
interface RoleRef {
  readonly node: PeoplePathNode;
  readonly on?: string;
  readonly role: string;
}

/** `exclusive`: roles of one place, at least two, and fewer allowed than there are. */
export function checkExclusive(node: ExclusiveNode, context: CheckContext): Exclusive | undefined {
  const paths = distinctOf(node.roles, textOf, context);
  const roles = paths.map((path) => checkRole(path, context)).filter((role) => role !== undefined);
  const [first] = roles;
  const complete = roles.length === node.roles.length;
  if (first === undefined || !isOnePlace(first, roles, node, context) || !complete) return undefined;
  const most = node.atMost?.value ?? 1;
  if (!Number.isInteger(most) || most < 1 || most >= roles.length) {
    const place = placeOf(context, node.atMost ?? node);
    context.collector.report(atMost, place, { value: most, count: roles.length });
    return undefined;
  }
  return {
    active: node.active,
    ...(first.on === undefined ? {} : { on: first.on }),
    roles: roles.map((role) => role.role).sort(compareText),
    atMost: most,
    ...docOf(node),
    origin: originOf(context, node),
  };
}

function textOf(path: PeoplePathNode): string {
  return path.names.map((name) => name.text).join(".");
}

/** `role`, application-wide, or `Type.role`. */
function checkRole(node: PeoplePathNode, context: CheckContext): RoleRef | undefined {
  const [first, second] = node.names;
  if (first === undefined || node.names.length > 2) {
    context.collector.report(exclusivePath, placeOf(context, node), { path: textOf(node) });
    return undefined;
  }
  const { roles } = context.vocabulary;
  if (second === undefined) return isKnown(first, roles, undefined, context) ? { node, role: first.text } : undefined;
  const entry = knownType(first, "resource", context);
  if (entry === undefined) return undefined;
  const on = entry.type.name;
  return isKnown(second, entry.roles, on, context) ? { node, on, role: second.text } : undefined;
}

function isKnown(
  name: Name,
  roles: ReadonlyMap<string, unknown>,
  on: string | undefined,
  context: CheckContext,
): boolean {
  if (roles.has(name.text)) return true;
  const suggestion = suggest(name.text, roles.keys());
  context.collector.report(unknownRole, placeOf(context, name), { name: name.text, on, suggestion }, { suggestion });
  return false;
}

function isOnePlace(
  first: RoleRef,
  roles: readonly RoleRef[],
  { active }: ExclusiveNode,
  context: CheckContext,
): boolean {
  const other = roles.find((role) => role.on !== first.on);
  if (other !== undefined) {
    const parameters = { first: textOf(first.node), other: textOf(other.node) };
    context.collector.report(exclusiveElsewhere, placeOf(context, other.node), parameters);
    return false;
  }
  if (!active || first.on === undefined) return true;
  context.collector.report(activeOnResource, placeOf(context, first.node), { role: textOf(first.node) });
  return false;
}
