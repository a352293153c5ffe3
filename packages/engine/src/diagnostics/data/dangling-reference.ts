import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

type Reference = {
  readonly entity: string;
  /** How it is named: `as a parent`. */
  readonly named: string;
  /** How often else. */
  readonly others: number;
};

export const danglingReference: DiagnosticDefinition<Reference> = defineDiagnostic<Reference>({
  code: "data/dangling-reference",
  severity: "warning",
  summary: "facts name an entity that they do not describe",
  why: "Other entities of its type are described. This one has no attributes, parents or groups, so conditions about it are unknown and nobody gets to it through a group: most often its id is misspelt, or it was removed and what names it was not.",
  message: ({ entity, named, others }) =>
    `${entity} is named ${named}${others === 0 ? "" : ` and ${others === 1 ? "in another place" : `in ${others} other places`}`}, but nothing describes it`,
  help: () => "correct the id, describe the entity under `entities`, or remove what names it",
  bad: {
    policy: "subject User\nresource Folder in Folder {\n  role viewer\n  action read\n  allow viewer to read\n}\n",
    facts:
      '{ "entities": [{ "type": "User", "id": "ana" }, { "type": "Folder", "id": "f1" }],\n  "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "viewer", "resource": { "type": "Folder", "id": "fi" } }] }',
  },
  good: {
    policy: "subject User\nresource Folder in Folder {\n  role viewer\n  action read\n  allow viewer to read\n}\n",
    facts:
      '{ "entities": [{ "type": "User", "id": "ana" }, { "type": "Folder", "id": "f1" }],\n  "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "viewer", "resource": { "type": "Folder", "id": "f1" } }] }',
  },
});
