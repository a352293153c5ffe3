import { join, suggest, type Path, type Root } from "@authz/model";
import { actionInDerivation } from "../../diagnostics/types/action-in-derivation.ts";
import { attributesDisagree } from "../../diagnostics/types/attributes-disagree.ts";
import { incompletePath } from "../../diagnostics/types/incomplete-path.ts";
import { missingGuard } from "../../diagnostics/types/missing-guard.ts";
import { noAttributes } from "../../diagnostics/types/no-attributes.ts";
import { noResourceHere } from "../../diagnostics/types/no-resource-here.ts";
import { unknownAttribute } from "../../diagnostics/types/unknown-attribute.ts";
import { unknownRoot } from "../../diagnostics/types/unknown-root.ts";
import type { Name, PathNode } from "../../syntax/tree.ts";
import { placeOf, type CheckContext, type Environment } from "../vocabulary.ts";
import {
  actionContainer,
  containerOf,
  entityContainer,
  findMember,
  hasRole,
  memberNames,
  rootContainer,
  type Container,
  type Member,
} from "./containers.ts";
import { establishEverywhere, isEstablished, pathKey, type Established } from "./established.ts";
import { describeType, staticType, unknownType, type StaticType } from "./static-type.ts";

/** What the check of one expression looks at. */
export interface ExpressionContext {
  readonly environment: Environment;
  readonly check: CheckContext;
  readonly established: Established;
}

/** Where a path leads. `type` is unknown behind an error, and for a root that is no value. */
export interface Reached {
  readonly path: Path;
  readonly type: StaticType;
  /** It leads through a set or through `parent`: any of several values. */
  readonly many: boolean;
  /** As a message shows it. */
  readonly text: string;
  /** What may stand behind it; absent when nothing may. */
  readonly container?: Container;
}

const roots: ReadonlySet<string> = new Set<Root>(["subject", "resource", "action", "context", "token", "now"]);

function isRoot(text: string): text is Root {
  return roots.has(text);
}

/** `path`, as a value: `action`, `context` and `token` alone are none. */
export function checkPath(node: PathNode, context: ExpressionContext): Reached | undefined {
  const reached = reach(node, context);
  if (reached === undefined || reached.path.steps.length > 0) return reached;
  const { root } = reached.path;
  if (root !== "action" && root !== "context" && root !== "token") return reached;
  context.check.collector.report(incompletePath, placeOf(context.check, node), { root });
  return undefined;
}

/** Follows a path from its root; undefined when it was reported that it leads nowhere. */
export function reach(node: PathNode, context: ExpressionContext): Reached | undefined {
  const [first, ...rest] = node.names;
  if (first === undefined) return undefined;
  let current = startAt(first, context);
  for (const name of rest) {
    if (current === undefined) return undefined;
    current = step(current, name, first, context);
  }
  return current;
}

function startAt(name: Name, context: ExpressionContext): Reached | undefined {
  const { environment, check } = context;
  if (!isRoot(name.text)) {
    const suggestion = suggestRoot(name.text, context);
    check.collector.report(unknownRoot, placeOf(check, name), { name: name.text, suggestion }, { suggestion });
    return undefined;
  }
  if (name.text === "resource" && environment.resources.length === 0) {
    check.collector.report(noResourceHere, placeOf(check, name), {});
    return undefined;
  }
  if (name.text === "action" && environment.derivation) {
    check.collector.report(actionInDerivation, placeOf(check, name), {});
    return undefined;
  }
  return rootReached(name.text, context);
}

function rootReached(root: Root, { environment, check: { vocabulary } }: ExpressionContext): Reached | undefined {
  const base = { path: { kind: "path", root, steps: [] }, many: false, text: root } as const;
  switch (root) {
    case "subject":
    case "resource": {
      const types = root === "subject" ? environment.subjects : environment.resources;
      if (types.length === 0) return undefined;
      return { ...base, type: { kind: "entity", types }, container: entityContainer(types, vocabulary) };
    }
    case "action":
      if (environment.actions.length === 0) return undefined;
      return { ...base, type: unknownType, container: actionContainer(environment.actions) };
    case "context":
    case "token":
      return { ...base, type: unknownType, container: rootContainer(root, vocabulary[root]) };
    case "now":
      return { ...base, type: { kind: "time" } };
  }
}

/** The root itself misspelt, or a path that someone began with its attribute. */
function suggestRoot(name: string, { environment, check: { vocabulary } }: ExpressionContext): string | undefined {
  const places: readonly [string, Container][] = [
    ["resource", entityContainer(environment.resources, vocabulary)],
    ["subject", entityContainer(environment.subjects, vocabulary)],
    ["context", rootContainer("context", vocabulary.context)],
    ["token", rootContainer("token", vocabulary.token)],
  ];
  for (const [root, container] of places) {
    if (findMember(container, name, vocabulary).kind !== "absent") return `${root}.${writtenName(name)}`;
  }
  return suggest(name, roots);
}

function step(from: Reached, name: Name, first: Name, context: ExpressionContext): Reached | undefined {
  const { check } = context;
  if (from.container === undefined && from.type.kind === "unknown") return undefined;
  if (from.container === undefined) {
    const span = join(first.span, name.span);
    check.collector.report(noAttributes, placeOf(check, { span }), {
      path: from.text,
      type: describeType(from.type),
    });
    return undefined;
  }
  const member = memberOf(from.container, name, from.text, context);
  if (member === undefined) return undefined;
  const path: Path = { kind: "path", root: from.path.root, steps: [...from.path.steps, name.text] };
  const text = `${from.text}.${writtenName(name.text)}`;
  const key = pathKey(path.root, path.steps);
  if (member.optional && !isEstablished(context.established, key)) {
    check.collector.report(missingGuard, placeOf(check, { span: join(first.span, name.span) }), {
      path: text,
      guard: `${from.text} has ${writtenName(name.text)}`,
      lacking: member.lacking.length === 0 ? undefined : member.lacking.join(" and "),
    });
    establishEverywhere(context.established, key);
  }
  const many = from.many || from.type.kind === "set" || member.many;
  const type = staticType(member.type);
  const container = containerOf(type, text, check.vocabulary);
  return { path, type, many, text, ...(container === undefined ? {} : { container }) };
}

/** What `name` is behind a container; undefined when it was reported that it is nothing. */
export function memberOf(
  container: Container,
  name: Name,
  text: string,
  { check }: ExpressionContext,
): Extract<Member, { readonly kind: "member" }> | undefined {
  const member = findMember(container, name.text, check.vocabulary);
  if (member.kind === "member") return member;
  const place = placeOf(check, name);
  if (member.kind === "disagree") {
    check.collector.report(attributesDisagree, place, {
      name: name.text,
      first: member.owners[0],
      firstType: describeType(member.types[0]),
      second: member.owners[1],
      secondType: describeType(member.types[1]),
    });
    return undefined;
  }
  const suggestion = suggest(name.text, memberNames(container, check.vocabulary));
  const hint = hasRole(container, name.text, check.vocabulary)
    ? `\`${name.text}\` is a role: write \`subject is ${writtenName(name.text)} of ${text}\``
    : undefined;
  const parameters = { name: name.text, owner: container.description, hint, suggestion: hint ? undefined : suggestion };
  check.collector.report(unknownAttribute, place, parameters, { suggestion: parameters.suggestion });
  return undefined;
}

/** As a policy writes the name: in backquotes where it is no plain one. */
export function writtenName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : `\`${name}\``;
}
