import { UsageError, type Invocation } from "../command.ts";
import { lintFormats, type LintFormat } from "../lint/formats/formats.ts";

export const routesFormats: readonly string[] = [...new Set(["text", "json", "csv", "markdown", ...lintFormats])];

/** The command line of `authz routes`: a list of the policy's endpoints, or a comparison with the routes of an app. */
export type RoutesOptions =
  | { readonly kind: "list"; readonly format: "text" | "json" | "csv" | "markdown" }
  | { readonly kind: "check"; readonly from: "file" | "app"; readonly path: string; readonly format: LintFormat };

export function readRoutesOptions(input: Invocation): RoutesOptions {
  const [file, app] = [input.value("check"), input.value("app")];
  const written = input.value("format") ?? "text";
  if (file !== undefined && app !== undefined) {
    throw new UsageError("the routes are named twice", "give --check or --app, not both");
  }
  const path = file ?? app;
  if (path === undefined) {
    const format = listFormats.find((one) => one === written);
    if (format !== undefined) return { kind: "list", format };
    throw new UsageError(`a list cannot be written as ${written}`, "it is what --check or --app find that can");
  }
  const format = lintFormats.find((one) => one === written);
  if (format === undefined) throw new UsageError("findings cannot be written as csv", "only the list can");
  return { kind: "check", from: file === undefined ? "app" : "file", path, format };
}

const listFormats = ["text", "json", "csv", "markdown"] as const;
