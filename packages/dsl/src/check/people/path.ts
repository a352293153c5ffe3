import { type People, suggest } from "@authz/model";
import { notAResource } from "../../diagnostics/names/not-a-resource.ts";
import { notOnEveryTarget } from "../../diagnostics/names/not-on-every-target.ts";
import { unknownPeople } from "../../diagnostics/names/unknown-people.ts";
import { unknownStep } from "../../diagnostics/names/unknown-step.ts";
import type { Name } from "../../syntax/tree.ts";
import { describeType } from "../expressions/static-type.ts";
import { type CheckContext, placeOf, type TypeEntry } from "../vocabulary.ts";
import { hasPeople, peopleOf, reportNoPeople } from "./name.ts";
import { entriesOf, hasParent, hasStep, isResource, step } from "./reach.ts";

/** `parent.admin`: steps to resources, then a role or people-attribute of what is there. */
export function checkPath(
  steps: readonly Name[],
  last: Name,
  seenFrom: readonly string[],
  context: CheckContext,
): People | undefined {
  let types = seenFrom;
  for (const [index, name] of steps.entries()) {
    const reached = checkStep(name, types, index === 0, context);
    if (reached === undefined) return undefined;
    types = reached;
  }
  if (!isPeopleThere(last, types, context)) return undefined;
  return { kind: "member", path: steps.map((name) => name.text), name: last.text };
}

/**
 * The first step must be there on every target, a later one on at least one of the types that the path can lead to; it counts
 * where it exists (contract, section 4, "People-expressions").
 */
function checkStep(
  name: Name,
  from: readonly string[],
  isFirst: boolean,
  context: CheckContext,
): readonly string[] | undefined {
  const { collector, vocabulary } = context;
  const entries = entriesOf(from, vocabulary);
  const having = entries.filter((entry) => hasStep(entry, name.text));
  if (having.length === 0) {
    reportUnknownStep(name, entries, context);
    return undefined;
  }
  if (isFirst && having.length < entries.length) {
    const missing = entries.filter((entry) => !having.includes(entry)).map((entry) => entry.type.name);
    collector.report(notOnEveryTarget, placeOf(context, name), { name: name.text, missing });
    return undefined;
  }
  const { types, unresolved } = step(from, name.text, vocabulary);
  if (unresolved) return undefined;
  if (types.some((type) => isResource(type, vocabulary))) return types;
  const attribute = having.map((entry) => entry.attributes.get(name.text)).find((found) => found !== undefined);
  const is = attribute === undefined ? "no resource" : describeType(attribute.type);
  collector.report(notAResource, placeOf(context, name), { name: name.text, is });
  return undefined;
}

function isPeopleThere(last: Name, types: readonly string[], context: CheckContext): boolean {
  const { vocabulary } = context;
  const entries = entriesOf(types, vocabulary);
  if (entries.some((entry) => hasPeople(entry, last.text, vocabulary))) return true;
  if (reportNoPeople(last, entries, context)) return false;
  const suggestion = suggest(
    last.text,
    entries.flatMap((entry) => peopleOf(entry, vocabulary)),
  );
  const where = `of ${entries.map((entry) => `\`${entry.type.name}\``).join(" or ")}`;
  const hint = `a path ends in a role or an attribute that holds people`;
  const parameters = { name: last.text, where, suggestion, hint };
  context.collector.report(unknownPeople, placeOf(context, last), parameters, { suggestion });
  return false;
}

function reportUnknownStep(name: Name, entries: readonly TypeEntry[], context: CheckContext): void {
  const { vocabulary } = context;
  const known = entries.flatMap((entry) => [
    ...(hasParent(entry) ? ["parent"] : []),
    ...[...entry.attributes.keys()].filter((one) => {
      return step([entry.type.name], one, vocabulary).types.some((type) => isResource(type, vocabulary));
    }),
  ]);
  const suggestion = suggest(name.text, known);
  const types = entries.map((entry) => entry.type.name);
  const hint = hintOf(name, entries, context);
  context.collector.report(
    unknownStep,
    placeOf(context, name),
    { name: name.text, types, suggestion, hint },
    { suggestion },
  );
}

function hintOf(name: Name, entries: readonly TypeEntry[], { vocabulary }: CheckContext): string | undefined {
  if (name.text === "parent") return "say what the resource lies in: `resource … in …`";
  if (name.text === "resource") return "names are seen from the resource already: leave `resource.` away";
  if (name.text === "subject") return "conditions on the subject stand in a guard: `when …`";
  if (vocabulary.types.has(name.text) || vocabulary.roles.has(name.text)) {
    return "a path starts with `parent` or an attribute, not with a type or an application-wide role";
  }
  return entries.some((entry) => entry.roles.has(name.text)) ? "a role has no names behind it" : undefined;
}
