import type { Limits, Source } from "@authz/model";
import type { Collector } from "../diagnostics/collector.ts";
import { tooMuchWrittenOut } from "../diagnostics/policy/too-much-written-out.ts";
import type {
  ActionListNode,
  Declaration,
  PeopleNode,
  ResourceMember,
  ResourceNode,
  RoleNode,
  SyntaxFile,
  TargetsNode,
} from "../syntax/tree.ts";
import { headOf } from "./heads.ts";

/** How many there are of what `*` and an absent `for` stand for. */
interface Totals {
  readonly resources: number;
  readonly holders: number;
  readonly actions: number;
  readonly actionsOf: ReadonlyMap<string, number>;
}

/**
 * A few words can stand for very much: `allow anyone to * on *`, or a thousand roles that include a thousand others. What comes
 * out is counted before it is made. False when it is too much.
 */
export function checkWrittenOut(files: readonly SyntaxFile[], collector: Collector, limits: Limits): boolean {
  const totals = count(files);
  let sum = 0;
  for (const { node, resource, source } of nodesOf(files)) {
    sum += weigh(node, resource, totals);
    if (sum <= limits.writtenOut) continue;
    collector.report(tooMuchWrittenOut, { source, span: headOf(node, source) }, { limit: limits.writtenOut });
    return false;
  }
  return true;
}

interface Located {
  readonly node: Declaration | ResourceMember;
  readonly resource: string | undefined;
  readonly source: Source;
}

function* nodesOf(files: readonly SyntaxFile[]): Generator<Located> {
  for (const { source, declarations } of files) {
    for (const node of declarations) {
      if (node.kind !== "resource") yield { node, resource: undefined, source };
      else for (const member of node.members) yield { node: member, resource: node.name.text, source };
    }
  }
}

function count(files: readonly SyntaxFile[]): Totals {
  const declarations = files.flatMap((file) => file.declarations);
  const actionsOf = new Map<string, number>();
  for (const node of declarations) {
    if (node.kind === "resource") actionsOf.set(node.name.text, (actionsOf.get(node.name.text) ?? 0) + actionsIn(node));
  }
  return {
    resources: actionsOf.size,
    holders: declarations.filter(({ kind }) => kind === "subject" || kind === "group").length,
    actions: [...actionsOf.values()].reduce((sum, actions) => sum + actions, 0),
    actionsOf,
  };
}

function actionsIn(node: ResourceNode): number {
  return node.members.reduce((sum, member) => sum + (member.kind === "actions" ? member.actions.length : 0), 0);
}

/** Actions on resource types, people seen from resource types, and what one role has to do with others. */
function weigh(node: Declaration | ResourceMember, resource: string | undefined, totals: Totals): number {
  switch (node.kind) {
    case "role":
      return weighRole(node, totals);
    case "rule":
    case "claim":
      return weighActions(node.actions, node.targets ?? resource, totals, pathsIn(node.who));
    case "require":
      return weighActions(node.actions, node.targets ?? resource, totals, 0);
    case "scope":
      return node.covers.reduce((sum, grant) => sum + weighActions(grant.actions, grant.targets, totals, 0), 0);
    case "subject":
    case "group":
    case "resource":
    case "context":
    case "assurance":
    case "endpoint":
    case "exclusive":
    case "fixture":
    case "test":
    case "attribute":
    case "actions":
      return 0;
  }
}

function weighRole({ names, includes, holders, derived }: RoleNode, totals: Totals): number {
  const people = derived === undefined ? 0 : pathsIn(derived.people);
  return names.length * (1 + includes.length + (holders?.length ?? totals.holders) + people);
}

function weighActions(
  actions: ActionListNode,
  targets: TargetsNode | string | undefined,
  totals: Totals,
  people: number,
): number {
  const types =
    typeof targets === "object" && targets.kind === "targets"
      ? targets.targets.map((target) => target.type.text)
      : typeof targets === "string"
        ? [targets]
        : undefined;
  const seenFrom = types?.length ?? totals.resources;
  if (actions.kind === "names") return seenFrom * (actions.names.length + people);
  const all = types?.reduce((sum, type) => sum + (totals.actionsOf.get(type) ?? 0), 0) ?? totals.actions;
  return all + seenFrom * people;
}

function pathsIn(people: PeopleNode): number {
  switch (people.kind) {
    case "anyone":
    case "peoplePath":
      return 1;
    case "or":
    case "and":
      return people.items.reduce((sum, item) => sum + pathsIn(item), 0);
    case "butNot":
      return pathsIn(people.people) + pathsIn(people.except);
  }
}
