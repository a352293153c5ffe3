import type { SyntaxFile } from "../../../syntax/tree.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

export const scatteredResource: LintRule<
  { readonly type: string; readonly sources: readonly string[] },
  { readonly most: number }
> = defineLintRule({
  code: "lint/scattered-resource",
  group: "style",
  severity: "info",
  set: "strict",
  options: { most: { summary: "in how many files rules may speak of one resource by name", default: 3, minimum: 1 } },
  summary: "The rules about a resource stand in many files",
  why: "What somebody may do with a resource is known to whoever has read all of them. Files have no order and nothing says which there are, so that one is easily missed.",
  message: ({ type, sources }) => `rules about \`${type}\` stand in ${sources.length} files: ${sources.join(", ")}`,
  help: ({ type }) => `move them into the block of \`${type}\`, or into one file beside it`,
  bad: {
    files: {
      "a.authz": "subject User\nrole a, b, c, d\nresource Invoice {\n  action read\n  allow a to read\n}\n",
      "b.authz": "allow b to read on Invoice\n",
      "c.authz": "allow c to read on Invoice\n",
      "d.authz": "allow d to read on Invoice\n",
    },
  },
  good: {
    files: {
      "a.authz": "subject User\nrole a, b, c, d\nresource Invoice {\n  action read\n  allow a, b, c to read\n}\n",
      "b.authz": "allow d to read on Invoice\n",
    },
  },
  check({ index, options, report }) {
    const filesOf = new Map<string, Set<SyntaxFile>>();
    for (const { model, node, file } of [...index.rules, ...index.requirements]) {
      if (node.targets?.kind === "all") continue;
      for (const { type } of model.targets) filesOf.set(type, (filesOf.get(type) ?? new Set()).add(file));
    }
    for (const { model, node, name, file } of index.types) {
      const found = node.kind === "resource" ? [...(filesOf.get(model.name) ?? [])] : [];
      if (found.length <= options.most) continue;
      report(file, name, { type: model.name, sources: found.map(({ source }) => source.name) });
    }
  },
});
