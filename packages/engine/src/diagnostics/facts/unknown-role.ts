import { defineDiagnostic, didYouMean, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy, goodExample } from "../example.ts";

type UnknownRole = {
  readonly role: string;
  readonly place: string | undefined;
  readonly known: readonly string[];
  readonly hint: string | undefined;
};

export const unknownRole: DiagnosticDefinition<UnknownRole> = defineDiagnostic({
  code: "facts/unknown-role",
  severity: "error",
  summary: "an assignment names a role that is not there",
  why: "A role that the policy does not declare gives nothing, so an assignment of it is a mistake.",
  message: ({ role, place }) =>
    place === undefined ? `there is no application-wide role \`${role}\`` : `\`${place}\` has no role \`${role}\``,
  help: ({ role, known, hint }) =>
    hint ??
    didYouMean(role, known) ??
    (known.length === 0 ? "there are no roles here" : `the roles are ${known.slice(0, 12).join(", ")}`),
  bad: {
    policy: examplePolicy,
    facts: '{ "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditer" }] }',
  },
  good: goodExample,
});
