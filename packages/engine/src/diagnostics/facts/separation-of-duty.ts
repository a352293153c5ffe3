import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";
import { examplePolicy } from "../example.ts";

type Violation = {
  readonly person: string;
  readonly roles: readonly string[];
  readonly place: string | undefined;
  /** On how many more places the same person holds the same roles; none: each is reported by itself. */
  readonly others: number;
  readonly atMost: number;
};

export const separationOfDuty: DiagnosticDefinition<Violation> = defineDiagnostic<Violation>({
  code: "facts/separation-of-duty",
  severity: "warning",
  summary: "facts give somebody roles that exclude one another",
  why: "The policy says with `exclusive` that nobody may hold more than so many of these roles (static separation of duty, ANSI INCITS 359). The facts load all the same; while they stand, none of the roles in the set allows this person anything.",
  message: ({ person, roles, place, others }) => {
    const where = place === undefined ? "" : ` of ${place}${others === 0 ? "" : ` and ${others} more`}`;
    return `${person} holds ${roles.map((role) => `\`${role}\``).join(", ")}${where}, which exclude one another`;
  },
  help: ({ atMost }) => `take roles away until at most ${atMost} of them ${atMost === 1 ? "is" : "are"} left`,
  bad: {
    policy: `${examplePolicy}exclusive auditor, cashier\nrole cashier\n`,
    facts:
      '{ "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor" }, { "subject": { "type": "User", "id": "ana" }, "role": "cashier" }] }',
  },
  good: {
    policy: `${examplePolicy}exclusive auditor, cashier\nrole cashier\n`,
    facts:
      '{ "assignments": [{ "subject": { "type": "User", "id": "ana" }, "role": "auditor" }, { "subject": { "type": "User", "id": "bo" }, "role": "cashier" }] }',
  },
});
