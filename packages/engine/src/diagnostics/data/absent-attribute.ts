import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Absent = {
  readonly entity: string;
  readonly attributes: readonly string[];
  /** No entity of the type has them: then this is said once, about the type. */
  readonly everywhere: string | undefined;
};

export const absentAttribute: DiagnosticDefinition<Absent> = defineDiagnostic<Absent>({
  code: "data/absent-attribute",
  severity: "warning",
  summary: "an entity lacks a required attribute",
  why: "A condition about it is unknown, so that no `allow` with such a condition applies, and every such `deny` does, unless each request brings the attribute along.",
  message: ({ entity, attributes, everywhere }) => {
    const names = attributes.map((name) => `\`${name}\``).join(", ");
    return everywhere === undefined ? `${entity} lacks ${names}` : `no entity of type ${everywhere} has ${names}`;
  },
  help: ({ everywhere }) =>
    everywhere === undefined
      ? "give it, or declare the attribute optional (`?`) or with a default"
      : "give them, or have every request bring them; otherwise declare them optional (`?`) or with a default",
  bad: {
    policy:
      "subject User { level: number }\nresource Report {\n  action read\n  allow User to read when subject.level > 1\n}\n",
    facts:
      '{ "entities": [{ "type": "User", "id": "ana", "properties": { "level": 2 } }, { "type": "User", "id": "bo" }] }',
  },
  good: {
    policy:
      "subject User { level: number }\nresource Report {\n  action read\n  allow User to read when subject.level > 1\n}\n",
    facts:
      '{ "entities": [{ "type": "User", "id": "ana", "properties": { "level": 2 } }, { "type": "User", "id": "bo", "properties": { "level": 1 } }] }',
  },
});
