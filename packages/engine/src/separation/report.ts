import type { Diagnostic } from "@authz/model";
import { separationOfDuty } from "../diagnostics/facts/separation-of-duty.ts";
import { findingAt, type FactPath } from "../facts/reader.ts";
import { printRef } from "../explain/print.ts";
import type { Violation } from "./holdings.ts";

export function reportViolation(
  { set, person, place, roles }: Violation,
  where: FactPath = { source: "facts", path: [] },
  others = 0,
): Diagnostic {
  return findingAt(separationOfDuty, where, {
    person: printRef(person),
    roles,
    place: place === undefined ? undefined : printRef(place),
    others,
    atMost: set.atMost,
  });
}
