import type { Example } from "@authz/model";
import type { PolicyFile } from "../parsed-policy.ts";

/** The policy's files. What only a session in a shell can show has its test where it is found. For tests. */
export function filesOf(example: Example): readonly PolicyFile[] | undefined {
  if (typeof example === "string") return [{ name: "policy.authz", text: example }];
  if ("shell" in example) return undefined;
  if ("policy" in example) return [{ name: "policy.authz", text: example.policy }];
  return Object.entries(example.files).map(([name, text]) => ({ name, text }));
}
