import { createDiagnostic, type Diagnostic } from "@authz/model";
import { tooManyFindings } from "./policy/too-many-findings.ts";

/** The first findings, errors or not, and one that counts the rest and stands where the rest begins. */
export function cutFindings(sorted: readonly Diagnostic[], limit: number): readonly Diagnostic[] {
  const first = sorted[limit];
  if (first === undefined) return sorted;
  const more = sorted.length - limit;
  return [...sorted.slice(0, limit), createDiagnostic(tooManyFindings, first.location, { more })];
}
