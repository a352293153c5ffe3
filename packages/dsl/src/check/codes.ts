/** The codes of decisions (contract, section 7). */
export const codes: ReadonlySet<string> = new Set([
  "invalid_request",
  "denied_by_rule",
  "error",
  "separation_of_duty",
  "no_grant",
  "insufficient_scope",
  "step_up_required",
  "granted",
]);

export function isCode(text: string): boolean {
  return codes.has(text);
}
