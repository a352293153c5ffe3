import { parsePolicy } from "@authz/dsl";
import { createDiagnostic, type Diagnostic, type Policy, type Source } from "@authz/model";
import { tooLarge } from "../diagnostics/files/too-large.ts";
import { wholeFile } from "./failures.ts";
import { findPolicyFiles } from "./find-policy-files.ts";
import { unwrap, type Loaded } from "./loaded.ts";
import { limitsOf, type LoadOptions } from "./options.ts";
import { readText } from "./read-text.ts";

/** Reads and checks the policy in a folder or a file; rejects with a {@link DiagnosticsError} when it has errors. */
export async function loadPolicy(path: string, options: LoadOptions = {}): Promise<Policy> {
  return unwrap(await readPolicy(path, options));
}

/** The same for tools that show what they find: never rejects for what people wrote, and keeps warnings and texts. */
export async function readPolicy(path: string, options: LoadOptions = {}): Promise<Loaded<Policy>> {
  const read = await readPolicySources(path, options);
  if (read.diagnostics.length > 0) return read;
  const { policy, diagnostics } = parsePolicy(read.sources, { limits: limitsOf(options) });
  return { ...(policy === undefined ? {} : { value: policy }), diagnostics, sources: read.sources };
}

/** Only the texts of a policy, in the order of their names. */
export async function readPolicySources(path: string, options: LoadOptions = {}): Promise<Loaded<never>> {
  const limits = limitsOf(options);
  const found = await findPolicyFiles(path, limits.filesInPolicy);
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  let left = limits.policyLength;
  for (const file of found.files) {
    const read = await readText(file, limits.fileLength);
    if (read.source !== undefined) sources.push(read.source);
    if (!read.ok) diagnostics.push(read.diagnostic);
    left -= read.source?.text.length ?? 0;
    if (left >= 0) continue;
    const parameters = { what: "the policy as a whole", limit: limits.policyLength };
    return { diagnostics: [createDiagnostic(tooLarge, wholeFile(file), parameters)], sources: [] };
  }
  return { diagnostics, sources };
}
