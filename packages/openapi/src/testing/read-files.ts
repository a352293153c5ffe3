import { createDiagnostic, defineDiagnostic } from "@authz/model";
import { readDescription, type ReadDescription } from "../description/read-description.ts";

const missing = defineDiagnostic({
  code: "testing/missing",
  severity: "error",
  summary: "A file is missing",
  why: "It is not among those of the test.",
  message: () => "there is no such file",
  help: () => "",
  bad: "",
  good: "",
});

/** Reads a description from files in memory; the first is the description. `asked` are the files that were read. */
export async function readFiles(
  files: Readonly<Record<string, string>>,
): Promise<ReadDescription & { readonly asked: readonly string[] }> {
  const [first = ""] = Object.keys(files);
  const asked: string[] = [];
  const read = await readDescription(
    { name: first, text: files[first] ?? "" },
    {
      readFile: (path) => {
        asked.push(path);
        const text = Object.hasOwn(files, path) ? files[path] : undefined;
        if (text !== undefined) return Promise.resolve({ source: { name: path, text } });
        const location = { source: path, span: { start: 0, end: 0 }, line: 1, column: 1 };
        return Promise.resolve({ diagnostic: createDiagnostic(missing, location, {}) });
      },
    },
  );
  return { ...read, asked };
}

/** A description with these paths, as YAML below `paths:`, and an OAuth scheme `oauth` with scopes `a` and `b`. */
export function withPaths(paths: string, rest = ""): string {
  return `openapi: 3.1.0
info: { title: Test, version: "1" }
${rest}paths:
${paths}
components:
  securitySchemes:
    oauth:
      type: oauth2
      flows:
        authorizationCode: { authorizationUrl: "https://x/", tokenUrl: "https://x/", scopes: { a: A, b: B } }
    key: { type: apiKey, in: header, name: x-key }
`;
}

/** Codes with places: `code file:line:column`. */
export function said({ diagnostics }: Pick<ReadDescription, "diagnostics">): readonly string[] {
  return diagnostics.map(({ code, location }) => `${code} ${location.source}:${location.line}:${location.column}`);
}
