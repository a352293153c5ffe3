import { createDiagnostic, type Diagnostic } from "@authz/model";
import { separationOfDuty } from "../diagnostics/facts/separation-of-duty.ts";
import { printRef } from "../explain/print.ts";
import type { Violation } from "./holdings.ts";

export function reportViolation(
  { set, person, place, roles }: Violation,
  where: { readonly source: string; readonly pointer: string },
  others = 0,
): Diagnostic {
  const location = { ...where, span: { start: 0, end: 0 }, line: 0, column: 0 };
  return createDiagnostic(separationOfDuty, location, {
    person: printRef(person),
    roles,
    place: place === undefined ? undefined : printRef(place),
    others,
    atMost: set.atMost,
  });
}
