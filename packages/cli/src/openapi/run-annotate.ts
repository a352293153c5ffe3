import { hasErrors, type Diagnostic, type Source } from "@authz/model";
import { annotateDescription } from "@authz/openapi";
import { UsageError, type ExitCode, type Invocation } from "../command.ts";
import { writeText } from "../files/write-file.ts";
import { InputError } from "../input/input-error.ts";
import { withInput } from "../input/with-input.ts";
import { renderDiff, unifiedDiff, type Change } from "../render/diff.ts";
import { toJson, visible } from "../render/visible.ts";
import { count } from "../render/words.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { readApi } from "./read-api.ts";
import { readCheckedPolicy } from "./read-checked-policy.ts";

/** Writes the policy's scopes into the description; with `--check` or `--diff` it only says what it would write. */
export function runAnnotate(input: Invocation, terminal: Terminal): Promise<ExitCode> {
  return withInput(input, terminal, async () => {
    const { value, places, diagnostics, sources } = await readApi(input);
    const { policy } = await readCheckedPolicy(input);
    if (value === undefined) throw new InputError("the description could not be used", diagnostics, sources);
    const scheme = input.value("scheme");
    if (scheme !== undefined && !value.schemes.has(scheme)) {
      const known = [...value.schemes.keys()].map((name) => `\`${name}\``).join(", ");
      throw new UsageError(`there is no security scheme \`${scheme}\``, `there is ${known === "" ? "none" : known}`);
    }
    const annotated = annotateDescription({ value, places }, policy, scheme === undefined ? {} : { scheme });
    const changes = changesOf(value.sources, annotated.sources);
    const onlyShows = input.has("check") || input.has("diff");
    if (!onlyShows) for (const change of changes) await write(change);
    const all = [...diagnostics, ...annotated.diagnostics];
    await report({ changes, diagnostics: all, sources }, input, terminal);
    return hasErrors(all) || (onlyShows && changes.length > 0) ? 1 : 0;
  });
}

function changesOf(before: readonly Source[], after: readonly Source[]): readonly Change[] {
  return before.flatMap(({ name, text }, index) => {
    const changed = after[index]?.text ?? text;
    return changed === text ? [] : [{ name, before: text, after: changed }];
  });
}

async function write({ name, after }: Change): Promise<void> {
  const refusal = await writeText(name, after);
  if (refusal !== undefined) throw new UsageError(`could not write the description: ${refusal.message}`, refusal.help);
}

interface Outcome {
  readonly changes: readonly Change[];
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: readonly Source[];
}

async function report(outcome: Outcome, input: Invocation, { out, err }: Terminal): Promise<void> {
  const { changes, diagnostics, sources } = outcome;
  if (input.value("format") === "json") {
    const files = changes.map((change) => ({ name: change.name, diff: unifiedDiff(change) }));
    return out.write(`${toJson({ files, diagnostics }, 2)}\n`);
  }
  if (diagnostics.length > 0) {
    const { renderDiagnostics } = await import("../render/diagnostic.ts");
    await err.write(`${renderDiagnostics(diagnostics, sources, err)}\n`);
  }
  const names = changes.map(({ name }) => `${visible(name)}\n`).join("");
  const shown = input.has("diff") ? changes.map((change) => renderDiff(change, out.colours)).join("") : names;
  await out.write(`${shown}${summarise(changes.length, hasErrors(diagnostics), input)}\n`);
}

function summarise(changed: number, hasFailed: boolean, input: Invocation): string {
  if (changed === 0) return hasFailed ? "nothing could be written" : "the description says what the policy demands";
  const isWritten = !input.has("check") && !input.has("diff");
  return `${count(changed, "file")} ${isWritten ? "annotated" : "would change"}`;
}
