import { compareText, suggest, type Action, type Target } from "@authz/model";
import { noActions } from "../diagnostics/rules/no-actions.ts";
import { unknownAction } from "../diagnostics/rules/unknown-action.ts";
import type { ActionListNode, Name, TargetNode, TargetsNode } from "../syntax/tree.ts";
import { knownType } from "./known-type.ts";
import { distinctOf } from "./repeats.ts";
import { placeOf, type CheckContext, type TypeEntry } from "./vocabulary.ts";

/** `actions on targets`, written out. Undefined when nothing is left of it, which has been reported. */
export interface CheckedTargets {
  readonly targets: readonly Target[];
  /** Each target type once. */
  readonly types: readonly string[];
  /** The actions of all targets, each on its type. */
  readonly actions: readonly Action[];
}

interface TargetEntry {
  readonly entry: TypeEntry;
  readonly node?: TargetNode;
}

/** In the block of a resource: actions of that resource. */
export function targetsInside(
  actions: ActionListNode,
  resource: string,
  context: CheckContext,
): CheckedTargets | undefined {
  const entry = context.vocabulary.types.get(resource);
  if (entry?.type.resource === undefined) return undefined;
  return onEntries(actions, [{ entry }], context);
}

/** `actions`, `"on" targets`. */
export function targetsOf(
  actions: ActionListNode,
  targets: TargetsNode,
  context: CheckContext,
): CheckedTargets | undefined {
  if (targets.kind === "all") return onEverything(actions, context);
  const text = (target: TargetNode): string =>
    target.id === undefined ? target.type.text : `${target.type.text} ${JSON.stringify(target.id.value)}`;
  const entries = distinctOf(targets.targets, text, context).map((node) => {
    const entry = knownType(node.type, "resource", context);
    return entry === undefined ? undefined : { entry, node };
  });
  const known = entries.filter((entry) => entry !== undefined);
  // An action that no known target has may belong to the one that is not known.
  return known.length < entries.length ? undefined : onEntries(actions, known, context);
}

/** `on *`: each resource type has those of the actions that it declares; each action must be somewhere. */
function onEverything(actions: ActionListNode, context: CheckContext): CheckedTargets | undefined {
  const entries = [...context.vocabulary.types.values()].filter((entry) => entry.type.resource !== undefined);
  const place = "no resource";
  if (actions.kind === "all") {
    if (entries.every((entry) => entry.actions.size === 0)) {
      context.collector.report(noActions, placeOf(context, actions), { place });
    }
    return gather(entries.map((entry) => ({ entry, names: [...entry.actions.keys()] })));
  }
  const names = distinctOf(actions.names, (name) => name.text, context);
  for (const name of names) {
    if (!entries.some((entry) => entry.actions.has(name.text))) reportUnknown(name, "no resource", entries, context);
  }
  return gather(
    entries.map((entry) => ({
      entry,
      names: names.map((name) => name.text).filter((name) => entry.actions.has(name)),
    })),
  );
}

/** Every target must have every action. */
function onEntries(
  actions: ActionListNode,
  targets: readonly TargetEntry[],
  context: CheckContext,
): CheckedTargets | undefined {
  if (actions.kind === "all") {
    for (const { entry, node } of targets) {
      if (entry.actions.size > 0) continue;
      context.collector.report(noActions, placeOf(context, node ?? actions), { place: `\`${entry.type.name}\`` });
    }
    return gather(targets.map(({ entry, node }) => ({ entry, node, names: [...entry.actions.keys()] })));
  }
  const names = distinctOf(actions.names, (name) => name.text, context);
  for (const name of names) {
    const lacking = targets.filter(({ entry }) => !entry.actions.has(name.text)).map(({ entry }) => entry);
    if (lacking.length === 0) continue;
    const types = [...new Set(lacking.map((entry) => `\`${entry.type.name}\``))];
    reportUnknown(name, types.join(" and "), lacking, context);
  }
  return gather(
    targets.map(({ entry, node }) => ({
      entry,
      node,
      names: names.map((name) => name.text).filter((name) => entry.actions.has(name)),
    })),
  );
}

function reportUnknown(name: Name, place: string, entries: readonly TypeEntry[], context: CheckContext): void {
  const known = new Set(entries.flatMap((entry) => [...entry.actions.keys()]));
  const suggestion = suggest(name.text, known);
  const parameters = { action: name.text, place, suggestion };
  context.collector.report(unknownAction, placeOf(context, name), parameters, { suggestion });
}

interface Gathered {
  readonly entry: TypeEntry;
  readonly node?: TargetNode | undefined;
  readonly names: readonly string[];
}

/** In canonical order: by type, then by id, the whole type first. */
function gather(found: readonly Gathered[]): CheckedTargets | undefined {
  const used = found.filter(({ names }) => names.length > 0);
  if (used.length === 0) return undefined;
  const targets = used.map(({ entry, node, names }): Target => {
    const id = node?.id;
    const actions = [...new Set(names)].sort(compareText);
    return { type: entry.type.name, ...(id === undefined ? {} : { id: id.value }), actions };
  });
  const actions = new Set(used.flatMap(({ entry, names }) => names.flatMap((name) => entry.actions.get(name) ?? [])));
  return {
    targets: targets.sort(compareTargets),
    types: [...new Set(targets.map((target) => target.type))],
    actions: [...actions],
  };
}

/** One target for each type or entity, with all actions that any of them names. */
export function mergeTargets(targets: readonly Target[]): readonly Target[] {
  const merged = new Map<string, Target>();
  for (const target of targets) {
    const key = JSON.stringify([target.type, target.id]);
    const actions = new Set([...(merged.get(key)?.actions ?? []), ...target.actions]);
    merged.set(key, { ...target, actions: [...actions].sort(compareText) });
  }
  return [...merged.values()].sort(compareTargets);
}

function compareTargets(left: Target, right: Target): number {
  if (left.type !== right.type) return compareText(left.type, right.type);
  if (left.id === undefined || right.id === undefined) return left.id === right.id ? 0 : left.id === undefined ? -1 : 1;
  return compareText(left.id, right.id);
}
