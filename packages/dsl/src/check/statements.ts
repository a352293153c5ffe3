import {
  compareText,
  suggest,
  type Claim,
  type Expression,
  type People,
  type PolicyRule,
  type Requirement,
} from "@authz/model";
import { labelIsACode } from "../diagnostics/rules/label-is-a-code.ts";
import { missingOn } from "../diagnostics/rules/missing-on.ts";
import { onInsideResource } from "../diagnostics/rules/on-inside-resource.ts";
import { unknownAssurance } from "../diagnostics/rules/unknown-assurance.ts";
import { undeclared } from "../diagnostics/scopes/undeclared.ts";
import type { ClaimNode, NeedNode, RequireNode, RuleNode } from "../syntax/tree.ts";
import { isCode } from "./codes.ts";
import { checkGuards } from "./guards.ts";
import { docOf, originOf } from "./origin.ts";
import { checkPeople, subjectTypesOf } from "./people.ts";
import { distinctOf } from "./repeats.ts";
import { checkScopeName } from "./scopes.ts";
import { statementId } from "./statement-id.ts";
import { targetsInside, targetsOf, type CheckedTargets } from "./targets.ts";
import { placeOf, type CheckContext } from "./vocabulary.ts";

type StatementNode = RuleNode | RequireNode | ClaimNode;

/** `rule`; `resource` is the type in whose block it stands, absent at top level. Undefined when something has been reported. */
export function checkRule(node: RuleNode, resource: string | undefined, context: CheckContext): PolicyRule | undefined {
  const checked = checkWhoAndWhat(node, resource, context);
  if (checked === undefined) return undefined;
  const { who, targets, guards } = checked;
  const id = statementId(node.effect, { label: node.label?.text, targets, who, guards });
  const because = node.because === undefined ? {} : { because: node.because.value };
  return { id, effect: node.effect, who, targets, guards, ...because, ...docOf(node), origin: originOf(context, node) };
}

/** `never`: a claim about every request. It stands at top level only. */
export function checkClaim(node: ClaimNode, context: CheckContext): Claim | undefined {
  const checked = checkWhoAndWhat(node, undefined, context);
  if (checked === undefined) return undefined;
  const { who, targets, guards } = checked;
  const id = statementId(node.mode, { label: node.label?.text, targets, who, guards });
  return { id, mode: node.mode, who, targets, guards, ...docOf(node), origin: originOf(context, node) };
}

/** `require`: its guards are about every subject, since it speaks to everybody. */
export function checkRequirement(
  node: RequireNode,
  resource: string | undefined,
  context: CheckContext,
): Requirement | undefined {
  checkLabel(node, context);
  const { assurances, scopes } = checkNeeds(node.needs, context);
  const found = checkTargets(node, resource, context);
  if (found === undefined) return undefined;
  const { targets } = found;
  const guards = checkStatementGuards(node, found, subjectTypesOf({ kind: "anyone" }, context), context);
  const id = statementId("require", { label: node.label?.text, targets, assurances, scopes, guards });
  const because = node.because === undefined ? {} : { because: node.because.value };
  return { id, assurances, scopes, targets, guards, ...because, ...docOf(node), origin: originOf(context, node) };
}

function checkWhoAndWhat(
  node: RuleNode | ClaimNode,
  resource: string | undefined,
  context: CheckContext,
):
  | { readonly who: People; readonly targets: CheckedTargets["targets"]; readonly guards: readonly Expression[] }
  | undefined {
  checkLabel(node, context);
  const found = checkTargets(node, resource, context);
  // Without targets nothing can be said about names of people or about attributes.
  if (found === undefined) return undefined;
  const who = checkPeople(node.who, found.types, context);
  // Nothing is said about attributes of a subject that may be anybody.
  const subjects = who === undefined ? [] : subjectTypesOf(who, context);
  const guards = checkStatementGuards(node, found, subjects, context);
  return who === undefined ? undefined : { who, targets: found.targets, guards };
}

function checkLabel({ label }: StatementNode, context: CheckContext): void {
  if (label === undefined || !isCode(label.text)) return;
  context.collector.report(labelIsACode, placeOf(context, label), { label: label.text });
}

function checkTargets(
  node: StatementNode,
  resource: string | undefined,
  context: CheckContext,
): CheckedTargets | undefined {
  if (resource !== undefined) {
    if (node.targets !== undefined) {
      context.collector.report(onInsideResource, placeOf(context, node.targets), { resource });
      return undefined;
    }
    return targetsInside(node.actions, resource, context);
  }
  if (node.targets !== undefined) return targetsOf(node.actions, node.targets, context);
  context.collector.report(missingOn, placeOf(context, node.actions), { suggestion: likelyTarget(node, context) });
  return undefined;
}

/** The one resource type that has all the actions. */
function likelyTarget({ actions }: StatementNode, { vocabulary }: CheckContext): string | undefined {
  const names = actions.kind === "all" ? [] : actions.names;
  const types = [...vocabulary.types.values()].filter(
    (entry) => entry.type.resource !== undefined && names.every((name) => entry.actions.has(name.text)),
  );
  return types.length === 1 ? types[0]?.type.name : undefined;
}

function checkStatementGuards(
  node: StatementNode,
  { types, actions }: CheckedTargets,
  subjects: readonly string[],
  context: CheckContext,
): readonly Expression[] {
  return checkGuards(node.guards, { subjects, resources: types, actions, derivation: false }, context);
}

/** `need { "," need }`: names of assurances, and scopes. */
function checkNeeds(
  needs: readonly NeedNode[],
  context: CheckContext,
): { readonly assurances: readonly string[]; readonly scopes: readonly string[] } {
  const assurances: string[] = [];
  const scopes: string[] = [];
  const text = (need: NeedNode): string =>
    need.kind === "assuranceNeed" ? need.name.text : `scope ${JSON.stringify(need.scope.value)}`;
  for (const need of distinctOf(needs, text, context)) {
    if (need.kind === "scopeNeed") {
      checkRequiredScope(need, context);
      scopes.push(need.scope.value);
      continue;
    }
    const name = need.name.text;
    assurances.push(name);
    if (context.vocabulary.assurances.has(name)) continue;
    const suggestion = suggest(name, context.vocabulary.assurances.keys());
    context.collector.report(unknownAssurance, placeOf(context, need.name), { name, suggestion }, { suggestion });
  }
  return { assurances: assurances.sort(compareText), scopes: scopes.sort(compareText) };
}

/** A required scope need not be declared, since it need not cover anything; among declared ones it looks misspelt. */
function checkRequiredScope(need: Extract<NeedNode, { readonly kind: "scopeNeed" }>, context: CheckContext): void {
  const { scopes } = context.vocabulary;
  const scope = need.scope.value;
  if (!checkScopeName(need.scope, context) || scopes.size === 0 || scopes.has(scope)) return;
  const suggestion = suggest(scope, scopes);
  context.collector.report(
    undeclared,
    placeOf(context, need.scope),
    { scope, suggestion },
    { suggestion: suggestion === undefined ? undefined : JSON.stringify(suggestion) },
  );
}
