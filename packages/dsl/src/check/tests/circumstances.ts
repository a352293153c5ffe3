import { knownClaims, parseTime, type Json, type JsonObject } from "@authz/model";
import { repeatedWith } from "../../diagnostics/tests/repeated-with.ts";
import type { Name, RecordNode, WithNode } from "../../syntax/tree.ts";
import { distinctOf } from "../repeats.ts";
import { checkScopeName } from "../scopes.ts";
import { placeOf, type CheckContext } from "../vocabulary.ts";
import { checkTime } from "./facts.ts";
import { checkRole } from "./holders.ts";
import { checkRecord, toJson, type CheckedEntry } from "./values.ts";

/** What `with` and `at` say of a request. */
export interface Circumstances {
  /** Asserted application-wide roles, as the wire spells them. */
  readonly roles?: readonly string[];
  readonly context: JsonObject;
}

/** `{ with }`: each at most once; a scope may be given once only, by `with scope` or by `with token`. */
export function checkCircumstances(nodes: readonly WithNode[], context: CheckContext): Circumstances {
  reportRepeated(nodes, context);
  const members = new Map<string, Json>();
  const token = new Map<string, Json>();
  let roles: readonly string[] | undefined;
  for (const node of nodes) {
    switch (node.kind) {
      case "withScope":
        for (const scope of distinctOf(node.scopes, (text) => text.value, context)) checkScopeName(scope, context);
        token.set("scope", node.scopes.map((scope) => scope.value).join(" "));
        break;
      case "withToken":
        for (const entry of checkToken(node.record, context)) token.set(entry.attribute.wire, onWire(entry));
        break;
      case "withContext":
        for (const [name, value] of Object.entries(checkContextRecord(node.record, context))) members.set(name, value);
        break;
      case "withRoles":
        roles = checkRoles(node.names, context);
        break;
      case "withActive":
        members.set("active_roles", checkRoles(node.names, context));
        break;
      case "at":
        if (checkTime(node.time, context)) members.set("time", node.time.value);
        break;
    }
  }
  if (nodes.some(({ kind }) => kind === "withScope" || kind === "withToken")) {
    members.set("token", Object.fromEntries(token));
  }
  return { ...(roles === undefined ? {} : { roles }), context: Object.fromEntries(members) };
}

const words: Readonly<Record<WithNode["kind"], string>> = {
  withScope: "with scope",
  withToken: "with token",
  withContext: "with context",
  withRoles: "with roles",
  withActive: "with active",
  at: "at",
};

function reportRepeated(nodes: readonly WithNode[], context: CheckContext): void {
  const first = new Map<string, WithNode>();
  for (const node of nodes) {
    const keys = givesScope(node) ? [node.kind, "scope"] : [node.kind];
    const before = keys.map((key) => first.get(key)).find((other) => other !== undefined);
    for (const key of keys) first.set(key, before ?? node);
    if (before === undefined) continue;
    const related = [{ place: placeOf(context, before), message: "first said here" }];
    context.collector.report(repeatedWith, placeOf(context, node), { what: words[before.kind] }, { related });
  }
}

function givesScope(node: WithNode): boolean {
  if (node.kind !== "withToken") return node.kind === "withScope";
  return node.record.entries.some((entry) => entry.name.text === "scope");
}

function checkToken(node: RecordNode, context: CheckContext): readonly CheckedEntry[] {
  return checkRecord(node, { description: "`token`", attributes: context.vocabulary.token }, context);
}

const knownWires: ReadonlySet<string> = new Set(knownClaims.map((claim) => claim.wire));

/** Known claims have forms of their own: scopes are one text, times are seconds since 1970. */
function onWire({ attribute, value }: CheckedEntry): Json {
  if (!knownWires.has(attribute.wire)) return value;
  if (attribute.wire === "scope" && Array.isArray(value)) return value.join(" ");
  if (attribute.type.kind !== "time" || typeof value !== "string") return value;
  return (parseTime(value) ?? 0) / 1000;
}

function checkContextRecord(node: RecordNode, context: CheckContext): JsonObject {
  const home = { description: "`context`", attributes: context.vocabulary.context, hints: contextHints };
  return toJson(checkRecord(node, home, context));
}

const contextHints: ReadonlyMap<string, string> = new Map([
  ["token", "write `with token { … }`"],
  ["time", 'write `at "2026-01-31T00:00:00Z"`'],
  ["active_roles", "write `with active [ … ]`"],
]);

function checkRoles(names: readonly Name[], context: CheckContext): readonly string[] {
  const distinct = distinctOf(names, (name) => name.text, context);
  return distinct.flatMap((name) => checkRole(name, undefined, context)?.wire ?? []);
}
