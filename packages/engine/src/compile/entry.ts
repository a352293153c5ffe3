import type { TypeEntry } from "../schema/schema.ts";
import { code, createConstants, literal, or, type Code } from "./code.ts";
import { handBack, isOdd, isPolluted, isText } from "./frame.ts";
import type { Generator } from "./generate.ts";
import { areStrings } from "./primitives.ts";
import type { Asker, RoleTable, TypeRows } from "./role-table.ts";

/** What generated code is called with: what stands in the request, looked at no further. */
export type Decide = (
  subject: unknown,
  action: unknown,
  resource: unknown,
  context: unknown,
  name: string,
) => boolean | undefined;

/** What decides about one type of subjects: a counter for each type of resources by its number. */
export interface Desk {
  /** Undefined: those without identity. */
  readonly type: TypeEntry | undefined;
  /** Once a table of roles decides for them. */
  asker: Asker | undefined;
  /** As many as there are types, so that nothing is read of a prototype. */
  readonly counters: (Counter | undefined)[];
}

/** What decides about one type of subjects and one of resources. */
export interface Counter {
  /** In the table of roles; undefined: it has none. */
  readonly rows: TypeRows | undefined;
  /** Puts generated code in its place when it is first called. */
  decide: Decide;
}

export interface Desks {
  readonly all: readonly Desk[];
  /** By the name of the type of resources; undefined: there is none. */
  readonly counterOf: (desk: Desk, type: string) => Counter | undefined;
}

/**
 * Leads each request to what decides about it. It is generated, though much the same for every policy, so that each engine has its
 * own: then the machine learns what kinds of objects requests are from those of this engine alone.
 */
export function createEntry(
  { all, counterOf }: Desks,
  roles: RoleTable,
  generator: Generator,
): (request: unknown) => boolean | undefined {
  const constants = createConstants();
  const use = (value: unknown): Code => constants.add(value);
  const parts = [code`request`, code`subject`, code`action`, code`resource`];
  const odd = or(parts.map((part) => isOdd(part, constants)));
  const names = ["subject", "action", "resource", "context", "type", "id", "name", "properties"];
  const polluted = or(names.map((each) => isPolluted(each, { constants })));
  const cases = all.map(
    (each) => code`case ${literal(each.type?.type.wire ?? "anonymous")}: desk = ${use(each)}; break;\n`,
  );
  const areRoles = code`!(${isPolluted("roles", { constants })}) && ${use(areStrings)}(asserted)`;
  const body = code`const subject = request.subject, action = request.action, resource = request.resource;
const context = request.context, name = action.name, type = resource.type, id = subject.id, other = resource.id;
let desk;
switch (subject.type) {
${cases}default: ${handBack}
}
if (typeof name !== "string" || typeof type !== "string" || ${odd} || ${polluted}) ${handBack}
const counter = ${use(counterOf)}(desk, type);
if (counter === undefined) ${handBack}
const rows = counter.rows;
if (rows !== undefined && context === undefined && action.properties === undefined && resource.properties === undefined && ${isText(code`id`)} && ${isText(code`other`)}) {
const said = subject.properties;
let asserted, fits = true;
if (said !== undefined) {
asserted = said.roles;
fits = said.groups === undefined && !(${isOdd(code`said`, constants)}) && desk.asker.fits(said) === true && (asserted === undefined || ${areRoles});
}
const answer = fits ? ${use(roles.decide)}(rows, desk.asker, name, id, asserted) : undefined;
if (answer !== undefined) return answer;
}
return counter.decide(subject, action, resource, context, name);`;
  return generator.make(code`request`, body, constants) as ReturnType<typeof createEntry>;
}
