import type { Policy, Role } from "@authz/model";
import { roleKey } from "../../check/roles/role-key.ts";
import type { SyntaxFile } from "../../syntax/tree.ts";
import { createCoverage, type Coverage } from "../analysis/coverage.ts";
import { createEnvironments, type Environments } from "../analysis/environment.ts";
import { juniorsOf } from "../analysis/hierarchy.ts";
import { attainableRoles } from "./attainable.ts";
import type { Entries, GuardEntry, RequirementEntry, RuleEntry } from "./entries.ts";
import { createFileLines, type FileLines } from "./file-lines.ts";
import { pairEntries } from "./pair.ts";
import { push } from "./multimap.ts";
import { askedQuestions, questionKey, type AskedQuestion } from "./questions.ts";
import { namedRoles, rolesByKey } from "./roles.ts";

/**
 * A checked policy as rules of the linter want to look at it: each declaration with its syntax, and answers to what several
 * rules ask. Answers are computed when they are first asked for, in time proportional to the policy.
 */
export interface PolicyIndex extends Entries {
  readonly lines: FileLines;
  /** `when` and `unless` of statements and derived roles. */
  readonly guards: readonly GuardEntry[];
  rulesFor(type: string, action: string): readonly RuleEntry[];
  requirementsFor(type: string, action: string): readonly RequirementEntry[];
  /** What tests ask about the action. */
  questionsFor(type: string, action: string): readonly AskedQuestion[];
  /** Undefined when there is no such role; `on` is undefined for an application-wide one. */
  role(on: string | undefined, name: string): Role | undefined;
  /** Whether something but `includes` names the role: a rule, a claim, a derivation, `is`, `for`, `exclusive`. */
  isNamed(role: Role): boolean;
  /** Whether anybody can have it, as far as the declarations tell. */
  isAttainable(role: Role): boolean;
  /** Those that include it directly. */
  seniorsOf(role: Role): readonly Role[];
  /** Names of the roles beside it that somebody with the role has as well, transitively. */
  juniorsOf(role: Role): ReadonlySet<string>;
  /** What the roots of a condition can be. */
  readonly environments: Environments;
  /** Which people-expressions hold everybody of which others. */
  readonly coverage: Coverage;
}

export function createPolicyIndex(policy: Policy, files: readonly SyntaxFile[]): PolicyIndex {
  const lines = createFileLines();
  const entries = pairEntries(policy, files, lines);
  const roles = once(() => rolesByKey(policy));
  const rules = once(() => byTypeAndAction(entries.rules));
  const requirements = once(() => byTypeAndAction(entries.requirements));
  const questions = once(() => askedQuestions(entries));
  const named = once(() => namedRoles(policy, roles()));
  const attainable = once(() => attainableRoles(policy, roles()));
  const seniors = once(() => seniorsByKey(roles()));
  const guards = once(() => guardsOf(entries));
  const environments = once(() => createEnvironments(policy));
  const coverage = once(() => createCoverage(policy));
  return {
    ...entries,
    lines,
    get guards() {
      return guards();
    },
    get environments() {
      return environments();
    },
    get coverage() {
      return coverage();
    },
    rulesFor: (type, action) => rules().get(pairKey(type, action)) ?? [],
    requirementsFor: (type, action) => requirements().get(pairKey(type, action)) ?? [],
    questionsFor: (type, action) => questions().get(questionKey(type, action)) ?? [],
    role: (on, name) => roles().get(roleKey(on, name)),
    isNamed: (role) => named().has(roleKey(role.on, role.name)),
    isAttainable: (role) => attainable().has(roleKey(role.on, role.name)),
    juniorsOf: (role) => juniorsOf(role, ({ on }, name) => roles().get(roleKey(on, name))),
    seniorsOf: (role) => seniors().get(roleKey(role.on, role.name)) ?? [],
  };
}

function once<T>(compute: () => T): () => T {
  let computed: { readonly value: T } | undefined;
  return () => (computed ??= { value: compute() }).value;
}

function pairKey(type: string, action: string): string {
  return JSON.stringify([type, action]);
}

function byTypeAndAction<E extends RuleEntry | RequirementEntry>(entries: readonly E[]): ReadonlyMap<string, E[]> {
  const table = new Map<string, E[]>();
  for (const entry of entries) {
    const keys = entry.model.targets.flatMap(({ type, actions }) => actions.map((action) => pairKey(type, action)));
    for (const key of new Set(keys)) push(table, key, entry);
  }
  return table;
}

function seniorsByKey(roles: ReadonlyMap<string, Role>): ReadonlyMap<string, Role[]> {
  const table = new Map<string, Role[]>();
  for (const role of roles.values()) {
    for (const junior of role.includes) push(table, roleKey(role.on, junior), role);
  }
  return table;
}

/** A derivation written once for several roles has its guards once. */
function guardsOf({ rules, requirements, claims, roles }: Entries): readonly GuardEntry[] {
  const derivations = roles.filter(({ node, name }) => node.names[0]?.name === name);
  return [
    ...[...rules, ...requirements, ...claims].flatMap((of) => guardEntries(of, of.node.guards, of.model.guards)),
    ...derivations.flatMap((of) => guardEntries(of, of.node.derived?.guards ?? [], of.model.derived?.guards ?? [])),
  ];
}

function guardEntries(
  of: GuardEntry["of"],
  nodes: readonly GuardEntry["node"][],
  expressions: readonly GuardEntry["expression"][],
): readonly GuardEntry[] {
  return nodes.flatMap((node, index) => {
    const expression = expressions[index];
    return expression === undefined ? [] : [{ expression, node, file: of.file, of }];
  });
}
