import { suggest, type AskedAction, type Expectation } from "@authz/model";
import { unknownAction } from "../../diagnostics/rules/unknown-action.ts";
import { malformedRequest } from "../../diagnostics/tests/malformed-request.ts";
import { unknownReason } from "../../diagnostics/tests/unknown-reason.ts";
import type { AskedNode, ExpectationNode, Name, StringNode } from "../../syntax/tree.ts";
import { codes } from "../codes.ts";
import { checkMethod } from "../endpoint-route.ts";
import { knownType } from "../known-type.ts";
import { originOf } from "../origin.ts";
import { distinctOf } from "../repeats.ts";
import { placeOf, type CheckContext, type TypeEntry } from "../vocabulary.ts";
import { checkCircumstances } from "./circumstances.ts";
import { checkRecord, toJson } from "./values.ts";

/** `expectation`; `labels` are those of all rules and requirements. Undefined when something has been reported. */
export function checkExpectation(
  node: ExpectationNode,
  labels: ReadonlySet<string>,
  context: CheckContext,
): Expectation | undefined {
  const who = checkSubject(node.subject, context);
  const circumstances = checkCircumstances(node.with, context);
  const question = checkQuestion(node.question, context);
  if (node.because !== undefined) checkReason(node.because, labels, context);
  if (who === undefined || question === undefined) return undefined;
  const { roles } = circumstances;
  return {
    subject: { ...who, ...(roles === undefined ? {} : { properties: { roles } }) },
    context: circumstances.context,
    can: node.can,
    question,
    ...(node.because === undefined ? {} : { because: node.because.text }),
    origin: originOf(context, node),
  };
}

function checkSubject(
  node: ExpectationNode["subject"],
  context: CheckContext,
): { readonly type: string; readonly id: string } | undefined {
  if (node.kind === "anonymous") return { type: "anonymous", id: "" };
  const entry = knownType(node.type, "subject", context);
  return entry && { type: entry.type.wire, id: node.id.value };
}

function checkQuestion(node: ExpectationNode["question"], context: CheckContext): Expectation["question"] | undefined {
  if (node.kind === "request") return checkRequest(node.request, context);
  const entry = knownType(node.entity.type, "resource", context);
  if (entry === undefined) return undefined;
  const asked = distinctOf(
    node.actions.map((action) => ({ ...action, span: action.name.span })),
    (action) => `${action.name.text} ${action.properties === undefined ? "" : String(action.properties.span.start)}`,
    context,
  );
  const actions = asked.map((action) => checkAsked(action, entry, context));
  const known = actions.filter((action) => action !== undefined);
  if (known.length < actions.length) return undefined;
  return { kind: "actions", actions: known, resource: { type: entry.type.wire, id: node.entity.id.value } };
}

/** `asked`: a request need not have all attributes of the action. */
function checkAsked(node: AskedNode, entry: TypeEntry, context: CheckContext): AskedAction | undefined {
  const name = node.name.text;
  const action = entry.actions.get(name);
  if (action === undefined) {
    const suggestion = suggest(name, entry.actions.keys());
    const parameters = { action: name, place: `\`${entry.type.name}\``, suggestion };
    context.collector.report(unknownAction, placeOf(context, node.name), parameters, { suggestion });
    return undefined;
  }
  if (node.properties === undefined) return { name: action.wire };
  const attributes = new Map(action.attributes.map((attribute) => [attribute.name, attribute]));
  const entries = checkRecord(node.properties, { description: `action \`${name}\``, attributes }, context);
  return { name: action.wire, properties: toJson(entries) };
}

/** `METHOD /path`; a path that is rejected may be expected to be. */
function checkRequest(node: StringNode, context: CheckContext): Expectation["question"] | undefined {
  const [, method, path] = /^([^ /]+) +(\/.*)$/s.exec(node.value) ?? [];
  if (method === undefined || path === undefined || method === "*") {
    context.collector.report(malformedRequest, placeOf(context, node), { request: node.value });
    return undefined;
  }
  return checkMethod(method, node, context) ? { kind: "http", method, path } : undefined;
}

/** `because Name`: a code of decisions, or the label of a rule. */
function checkReason(name: Name, labels: ReadonlySet<string>, context: CheckContext): void {
  if (codes.has(name.text) || labels.has(name.text)) return;
  const suggestion = suggest(name.text, [...codes, ...labels]);
  context.collector.report(unknownReason, placeOf(context, name), { name: name.text, suggestion }, { suggestion });
}
