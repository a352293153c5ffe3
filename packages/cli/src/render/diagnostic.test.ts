import { parsePolicy } from "@authz/dsl";
import type { Diagnostic } from "@authz/model";
import { expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { renderDiagnostics } from "./diagnostic.ts";

const plain = { colours: picocolors.createColors(false), columns: undefined };
const coloured = { colours: picocolors.createColors(true), columns: undefined };

function rendered(files: Readonly<Record<string, string>>, options = plain): string {
  const sources = Object.entries(files).map(([name, text]) => ({ name, text }));
  return renderDiagnostics(parsePolicy(sources).diagnostics, sources, options);
}

test("what is wrong, where, what to do", () => {
  const text = 'subject User\nresource Doc {\n\trole editor\n\taction read\n\tallow editr to read // "日本"\n}\n';
  expect(rendered({ "policy/docs.authz": text }))
    .toBe(`error[names/unknown-people]: \`editr\` is no role, people or subject type here, on \`Doc\`
 --> policy/docs.authz:5:8
  |
5 |     allow editr to read // "日本"
  |           ^^^^^
  = help: did you mean \`editor\`?
`);
});

test("another place, in another file", () => {
  const first = `${"\n".repeat(99)}role auditor\n`;
  expect(rendered({ "a.authz": first, "b.authz": "subject User\nrole auditor\n" }))
    .toBe(`error[names/duplicate]: \`auditor\` is already declared as an application-wide role
   --> b.authz:2:6
    |
  2 | role auditor
    |      ^^^^^^^
    = help: give one of the two another name, or remove it
    = note: first declared here
   --> a.authz:100:6
    |
100 | role auditor
    |      -------
`);
});

test("a file as a whole, whose text is not there", () => {
  const diagnostic: Diagnostic = {
    code: "files/not-found",
    severity: "error",
    message: "there is no file or folder `a\u001b[2J`",
    help: "did you mean `b`?",
    location: { source: "a\u001b[2J", span: { start: 0, end: 0 }, line: 1, column: 1 },
    related: [],
  };
  expect(renderDiagnostics([diagnostic], [], plain))
    .toBe(`error[files/not-found]: there is no file or folder \`a\\u{1b}[2J\`
 --> a\\u{1b}[2J
  = help: did you mean \`b\`?
`);
});

test("warnings are yellow, errors red", () => {
  const [red, yellow] = ["\u001b[31m", "\u001b[33m"];
  const text = rendered({ "a.authz": "role a includes b\n" }, coloured);
  expect(text).toContain(`${red}\u001b[1merror[names/unknown-role]`);
  expect(text).toContain(`${red}^\u001b[39m`);
  const warning: Diagnostic = {
    code: "x/y",
    severity: "warning",
    message: "m",
    location: { source: "a", span: { start: 0, end: 1 }, line: 1, column: 1 },
    related: [],
  };
  expect(renderDiagnostics([warning], [{ name: "a", text: "b" }], coloured)).toContain(
    `${yellow}\u001b[1mwarning[x/y]`,
  );
});
