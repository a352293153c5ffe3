/** The canonical form of a policy's text. */
export type { FormattedFile } from "./format-policy-file.ts";
export { formatPolicyFile } from "./format-policy-file.ts";
