import { compareText, type Origin, type Policy } from "@authz/model";
import type { Collector } from "../diagnostics/collector.ts";
import type { Declaration, SyntaxFile } from "../syntax/tree.ts";
import { checkAssurance } from "./assurances.ts";
import { checkEndpoints } from "./endpoints.ts";
import { checkExclusive } from "./exclusives.ts";
import { checkScopes, type Located } from "./scopes.ts";
import { checkClaim, checkRequirement, checkRule } from "./statements.ts";
import { checkFixtures, checkTests } from "./tests/blocks.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** All of a policy that the vocabulary does not hold. */
export type CheckedFiles = Pick<
  Policy,
  "rules" | "requirements" | "claims" | "scopes" | "endpoints" | "exclusives" | "fixtures" | "tests"
>;

/** Checks what the declarations of all files say, given what they declare. Lists are in canonical order. */
export function checkFiles(files: readonly SyntaxFile[], vocabulary: Vocabulary, collector: Collector): CheckedFiles {
  const located = [...files]
    .sort((left, right) => compareText(left.source.name, right.source.name))
    .map((file) => ({ file, context: { vocabulary, collector, source: file.source } }));
  const all = located.flatMap(({ file, context }) => file.declarations.map((node) => ({ node, context })));
  for (const { node, context } of ofKind(all, "assurance")) checkAssurance(node, context);
  const exclusives = ofKind(all, "exclusive").flatMap(({ node, context }) => checkExclusive(node, context) ?? []);
  const labels = labelsOf(files);
  return {
    ...checkStatements(all),
    scopes: checkScopes(ofKind(all, "scope")),
    endpoints: checkEndpoints(ofKind(all, "endpoint")),
    exclusives: exclusives.sort((left, right) => compareText(JSON.stringify(left), JSON.stringify(right))),
    fixtures: located.flatMap(({ file, context }) => checkFixtures(file, context)),
    tests: located.flatMap(({ file, context }) => checkTests(file, labels, context)),
  };
}

function ofKind<Kind extends Declaration["kind"]>(
  all: readonly Located<Declaration>[],
  kind: Kind,
): readonly Located<Extract<Declaration, { readonly kind: Kind }>>[] {
  return all.filter((one): one is Located<Extract<Declaration, { readonly kind: Kind }>> => one.node.kind === kind);
}

/** Rules, requirements and claims, at top level and in the blocks of resources. */
function checkStatements(
  all: readonly Located<Declaration>[],
): Pick<CheckedFiles, "rules" | "requirements" | "claims"> {
  const rules: Policy["rules"][number][] = [];
  const requirements: Policy["requirements"][number][] = [];
  const claims: Policy["claims"][number][] = [];
  for (const { node, context } of all) {
    const [resource, members] = node.kind === "resource" ? [node.name.text, node.members] : [undefined, [node]];
    for (const member of members) {
      if (member.kind === "rule") add(rules, checkRule(member, resource, context));
      else if (member.kind === "require") add(requirements, checkRequirement(member, resource, context));
      else if (member.kind === "claim") add(claims, checkClaim(member, context));
    }
  }
  return { rules: byId(rules), requirements: byId(requirements), claims: byId(claims) };
}

function add<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}

/** In place. Two statements that say the same have one id: then where they stand decides. */
function byId<T extends { readonly id: string; readonly origin: Origin }>(statements: T[]): readonly T[] {
  return statements.sort(
    (left, right) =>
      compareText(left.id, right.id) ||
      compareText(left.origin.source, right.origin.source) ||
      left.origin.line - right.origin.line ||
      left.origin.column - right.origin.column,
  );
}

/** Labels that a decision can name: of rules and requirements, not of claims. */
function labelsOf(files: readonly SyntaxFile[]): ReadonlySet<string> {
  const labels = new Set<string>();
  for (const declaration of files.flatMap((file) => file.declarations)) {
    for (const node of declaration.kind === "resource" ? declaration.members : [declaration]) {
      if ((node.kind === "rule" || node.kind === "require") && node.label !== undefined) labels.add(node.label.text);
    }
  }
  return labels;
}
