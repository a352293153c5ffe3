import { defineDiagnostic, didYouMean, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type UnknownMember = {
  readonly member: string;
  /** What it was found in: `an entity`. */
  readonly owner: string;
  readonly known: readonly string[];
  /** The type that has an attribute of this name. */
  readonly attributeOf: string | undefined;
};

export const unknownMember: DiagnosticDefinition<UnknownMember> = defineDiagnostic({
  code: "facts/unknown-member",
  severity: "error",
  summary: "Facts have a member that they do not have a place for",
  why: "Facts have `entities` and `assignments`; an entity has `type`, `id`, `properties`, `parent` and `groups`; an assignment has `subject`, `role`, `resource`, `notBefore` and `notAfter`. What is not understood is never skipped: a misspelt member could be the one that takes access away.",
  message: ({ member, owner }) => `${owner} has no member \`${member}\``,
  help: ({ member, known, attributeOf }) =>
    attributeOf === undefined
      ? (didYouMean(member, known) ?? `it has ${known.join(", ")}`)
      : `\`${member}\` is an attribute of ${attributeOf}: put it into \`properties\``,
  bad: {
    policy: examplePolicy,
    facts: '{ "entities": [{ "type": "User", "id": "ana", "level": 3 }] }',
  },
  good: goodExample,
});
