import { type People, suggest } from "@authz/model";
import { notOnEveryTarget } from "../../diagnostics/names/not-on-every-target.ts";
import { notPeople } from "../../diagnostics/names/not-people.ts";
import { unknownPeople } from "../../diagnostics/names/unknown-people.ts";
import type { Name } from "../../syntax/tree.ts";
import { describeType } from "../expressions/static-type.ts";
import { type CheckContext, placeOf, type TypeEntry, type Vocabulary } from "../vocabulary.ts";
import { entriesOf, hasParent, holdsPeople } from "./reach.ts";

/** One name for people: no path. */
export function checkName(name: Name, seenFrom: readonly string[], context: CheckContext): People | undefined {
  const { vocabulary } = context;
  if (vocabulary.roles.has(name.text)) return { kind: "role", role: name.text };
  const type = vocabulary.types.get(name.text);
  if (type !== undefined) return checkTypeName(name, type, context);
  const entries = entriesOf(seenFrom, vocabulary);
  const having = entries.filter((entry) => hasPeople(entry, name.text, vocabulary));
  if (having.length === entries.length && having.length > 0) return { kind: "member", path: [], name: name.text };
  const missing = entries.filter((entry) => !having.includes(entry));
  if (!reportNoPeople(name, missing, context)) {
    if (having.length === 0) reportUnknown(name, entries, context);
    else {
      const parameters = { name: name.text, missing: missing.map((entry) => entry.type.name) };
      context.collector.report(notOnEveryTarget, placeOf(context, name), parameters);
    }
  }
  return undefined;
}

/** A role or people-attribute of that name. */
export function hasPeople(entry: TypeEntry, name: string, vocabulary: Vocabulary): boolean {
  const attribute = entry.attributes.get(name);
  return entry.roles.has(name) || (attribute !== undefined && holdsPeople(attribute, vocabulary));
}

/** True, and reported, when one of the types has the name, but for something else than people. */
export function reportNoPeople(name: Name, entries: readonly TypeEntry[], context: CheckContext): boolean {
  const place = placeOf(context, name);
  for (const entry of entries) {
    const attribute = entry.attributes.get(name.text);
    const isParent = name.text === "parent" && hasParent(entry);
    if (attribute === undefined && !isParent) continue;
    const is = attribute === undefined ? "a resource" : describeType(attribute.type);
    const hint = isParent
      ? "go on to the people there, as in `parent.admin`"
      : "name a role or an attribute that holds people, or write the condition as a guard: `when …`";
    context.collector.report(notPeople, place, { name: name.text, is, hint });
    return true;
  }
  return false;
}

function checkTypeName(name: Name, { type }: TypeEntry, context: CheckContext): People | undefined {
  if (type.subject) return { kind: "type", type: type.name };
  const [is, hint] =
    type.members === undefined
      ? ["a resource", "name a role or an attribute that holds people, a subject type or `anyone`"]
      : ["a group", "groups never ask: give the group a role in facts, and name the role"];
  context.collector.report(notPeople, placeOf(context, name), { name: name.text, is, hint });
  return undefined;
}

function reportUnknown(name: Name, entries: readonly TypeEntry[], context: CheckContext): void {
  const { vocabulary } = context;
  const known = [...entries.flatMap((entry) => peopleOf(entry, vocabulary)), ...applicationWide(vocabulary)];
  const suggestion = suggest(name.text, known);
  const where =
    entries.length === 0
      ? "of the application"
      : `here, on ${entries.map((entry) => `\`${entry.type.name}\``).join(" and ")}`;
  const hint = hintOf(name.text, entries, vocabulary);
  context.collector.report(
    unknownPeople,
    placeOf(context, name),
    { name: name.text, where, suggestion, hint },
    { suggestion },
  );
}

/** Names of the roles and people-attributes of a type. */
export function peopleOf(entry: TypeEntry, vocabulary: Vocabulary): readonly string[] {
  const attributes = [...entry.attributes.values()].filter((attribute) => holdsPeople(attribute, vocabulary));
  return [...entry.roles.keys(), ...attributes.map((attribute) => attribute.name)];
}

function applicationWide({ types, roles }: Vocabulary): readonly string[] {
  const subjects = [...types.values()].filter(({ type }) => type.subject).map(({ type }) => type.name);
  return [...roles.keys(), ...subjects, "anyone"];
}

function hintOf(name: string, entries: readonly TypeEntry[], vocabulary: Vocabulary): string | undefined {
  if (name === "anonymous") return "write `anyone`, which includes callers without identity";
  const parents = entries.flatMap((entry) => entriesOf(entry.type.resource?.parents ?? [], vocabulary));
  if (parents.some((entry) => hasPeople(entry, name, vocabulary))) return `did you mean \`parent.${name}\`?`;
  const owner = [...vocabulary.types.values()].find((entry) => entry.roles.has(name));
  return owner === undefined
    ? undefined
    : `\`${name}\` is a role of \`${owner.type.name}\`: only a path to one leads there`;
}
