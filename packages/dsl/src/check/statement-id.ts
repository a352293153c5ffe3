import { compareText, type Expression, type People, type Target } from "@authz/model";
import { canonicalJson } from "../identity/canonical.ts";
import { hashText } from "../identity/hash.ts";

export type StatementKind = "allow" | "deny" | "require" | "never" | "always";

/** What a statement says, as in the model. `because`, docs and the place are no part of it. */
export interface StatementParts {
  /** Is the id where there is one. */
  readonly label?: string | undefined;
  readonly targets: readonly Target[];
  readonly guards: readonly Expression[];
  /** Of every kind but `require`. */
  readonly who?: People;
  /** Of `require`. */
  readonly assurances?: readonly string[];
  /** Of `require`. */
  readonly scopes?: readonly string[];
}

/**
 * The stable id of a statement (contract, section 7): its label, or one made from what it says, such as
 * `Invoice.allow-send-update-3f9a2c71`. Where it stands and the order of its lists make no difference.
 */
export function statementId(kind: StatementKind, parts: StatementParts): string {
  if (parts.label !== undefined) return parts.label;
  const types = distinct(parts.targets.map((target) => target.type));
  const actions = distinct(parts.targets.flatMap((target) => target.actions));
  const hash = hashText(statementText(kind, parts)).slice(0, 8);
  return `${few(types, "+", 2)}.${kind}-${few(actions, "-", 3)}-${hash}`;
}

/** Two statements with the same text say the same. */
export function statementText(kind: StatementKind, parts: StatementParts): string {
  return canonicalJson({
    kind,
    targets: distinct(parts.targets.map((target) => canonicalJson({ ...target, actions: distinct(target.actions) }))),
    who: parts.who === undefined ? null : ordered(parts.who),
    assurances: distinct(parts.assurances ?? []),
    scopes: distinct(parts.scopes ?? []),
    guards: parts.guards,
  });
}

/** People with the alternatives of `or` and `and` in one order. */
function ordered(people: People): unknown {
  switch (people.kind) {
    case "or":
    case "and":
      return { kind: people.kind, items: distinct(people.items.map((item) => canonicalJson(ordered(item)))) };
    case "butNot":
      return { kind: "butNot", people: ordered(people.people), except: ordered(people.except) };
    case "anyone":
    case "type":
    case "role":
    case "member":
      return people;
  }
}

/** The first of the names, and how many more there are. */
function few(names: readonly string[], separator: string, most: number): string {
  const shown = names.slice(0, most).map((name) => name.replace(/[^A-Za-z0-9_]/g, "_"));
  if (names.length > most) shown.push(`${names.length - most}more`);
  return shown.join(separator);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText);
}
