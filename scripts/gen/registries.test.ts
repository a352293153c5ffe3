import { expect, test } from "@jest/globals";
import { type DiagnosticDefinition, defineDiagnostic } from "@authz/model";
import { type DefinitionFile, checkDefinition } from "./definitions.ts";
import { type Outputs, type Problems, camelCase } from "./output.ts";
import { diagnosticPages } from "./pages.ts";
import { diagnosticsRegistry } from "./registries.ts";

function definition(code: string, bad = "resource"): DiagnosticDefinition {
  return defineDiagnostic({
    code,
    severity: "error",
    summary: "a role that is not declared",
    why: "Nobody could ever hold it.",
    message: () => "there is no such role",
    help: () => "declare it",
    bad,
    good: "resource A",
  });
}

function file(code: string, bad?: string): DefinitionFile {
  const constant = camelCase(code.slice(code.indexOf("/") + 1));
  return { package: "dsl", path: `${code}.ts`, code, constant, definition: definition(code, bad) };
}

test("a registry imports every definition, and tells equal names of two phases apart", () => {
  const outputs: Outputs = new Map();
  diagnosticsRegistry("dsl", [file("facts/unknown-role"), file("names/unknown-role")], outputs);
  const text = outputs.get("packages/dsl/src/diagnostics/diagnostics.generated.ts");
  expect(text).toContain('import { unknownRole } from "./facts/unknown-role.ts";');
  expect(text).toContain('import { unknownRole as namesUnknownRole } from "./names/unknown-role.ts";');
  expect(text).toContain("[unknownRole, namesUnknownRole]");
});

test("a file that breaks the convention is named with what it should be", () => {
  const problems: Problems = [];
  const unknownRole = definition("names/unknown-role");
  expect(checkDefinition(file("names/unknown-role"), { unknownRole }, problems)).toBe(unknownRole);
  expect(problems).toEqual([]);
  checkDefinition(file("names/other"), { unknownRole }, problems);
  checkDefinition(file("names/unknown-role"), { unknownRole, more: 1 }, problems);
  checkDefinition(file("names/unknown-role"), { unknownRole: { code: "names/unknown-role" } }, problems);
  checkDefinition(file("types/unknown-role"), { unknownRole }, problems);
  expect(problems).toEqual([
    "names/other.ts: must export exactly one const, other; it exports unknownRole",
    "names/unknown-role.ts: must export exactly one const, unknownRole; it exports unknownRole, more",
    "names/unknown-role.ts: unknownRole is not made by defineDiagnostic",
    'types/unknown-role.ts: its code must be "types/unknown-role", not "names/unknown-role"',
  ]);
});

test("a page shows characters that nobody sees and fences what has fences in it", () => {
  const outputs: Outputs = new Map();
  diagnosticPages([file("text/bidi", "role a\u202Eb // ```")], outputs);
  const page = outputs.get("docs/reference/diagnostics/text/bidi.md");
  expect(page).toContain("# text/bidi");
  expect(page).toContain("````authz\nrole a\\u{202E}b // ```\n````");
});
