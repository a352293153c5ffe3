import type { PeopleDraft, PolicyDraft, ResourceDraft, RoleDraft, StatementDraft } from "./draft.ts";

/** In which order a list is written. */
export type Order = <T>(items: readonly T[]) => readonly T[];

const asItIs: Order = (items) => items;

export function renderPolicy(draft: PolicyDraft): string {
  return renderDeclarations(draft).join("\n");
}

/** One text for each declaration. */
export function renderDeclarations(draft: PolicyDraft, order: Order = asItIs): readonly string[] {
  return order([
    ...draft.fixed,
    ...draft.roles.map(renderRole),
    ...draft.resources.map((resource) => renderResource(resource, draft.statements, order)),
    ...draft.statements.filter(({ inside }) => inside === undefined).map(renderStatement),
    ...draft.exclusives,
  ]);
}

function renderResource(resource: ResourceDraft, statements: readonly StatementDraft[], order: Order): string {
  const members = order([
    ...resource.members,
    ...resource.roles.map(renderRole),
    ...statements.filter(({ inside }) => inside === resource.name).map(renderStatement),
  ]);
  return `resource ${resource.name} in Folder {\n${members.map((member) => `  ${member}`).join("\n")}\n}`;
}

function renderStatement({ label, text }: StatementDraft): string {
  return `${label}: ${text}`;
}

function renderRole({ name, includes, holders, people, guards }: RoleDraft): string {
  return [
    `role ${name}`,
    ...(includes.length === 0 ? [] : [`includes ${includes.join(", ")}`]),
    ...(holders.length === 0 ? [] : [`for ${holders.join(", ")}`]),
    ...(people === undefined ? [] : [`if ${renderPeople(people)}`]),
    ...(people === undefined ? [] : guards.map(({ text }) => text)),
  ].join(" ");
}

export function renderPeople(people: PeopleDraft): string {
  if (people.kind === "path") return people.names.join(".");
  return `${renderPerson(people.left)} ${people.kind} ${renderPerson(people.right)}`;
}

function renderPerson(people: PeopleDraft): string {
  return people.kind === "path" ? renderPeople(people) : `(${renderPeople(people)})`;
}
