import { expect, test } from "@jest/globals";
import { parseDeclarations } from "./declarations.ts";
import { apiReport } from "./api.ts";

const files: Record<string, string> = {
  "index.d.ts": `/** The package. */
export type { Answer } from "./answer.js";
export { ask, type Question as Request } from "./ask.js";
export * from "./rest.js";
export { other } from "elsewhere";
`,
  "answer.d.ts": `/** What comes back. */
export interface Answer {
    readonly text: string;
}
/** Nobody can reach it. */
export interface Unused {
}
`,
  "ask.d.ts": `import type { Answer } from "./answer.js";
import type { Mood } from "./mood.js";
export interface Question {
    readonly mood: Mood;
}
export declare function ask(question: Question): Answer;
export declare function ask(text: string): Answer;
`,
  "mood.d.ts": `type Colour = "red" | "blue";
/** How it is asked. */
export type Mood = Colour | undefined;
export {};
`,
  "rest.d.ts": "export declare const limit: number;\n",
};

const report = apiReport("index.d.ts", (path) => files[path] ?? "");

test("shows the declarations behind the public names, in the order of the index", () => {
  const order = [
    "interface Answer",
    "function ask(question",
    "function ask(text",
    "// As Request:",
    'from "elsewhere"',
    "const limit",
  ];
  const places = order.map((text) => report.indexOf(text));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((left, right) => left - right));
});

test("keeps comments and says where foreign names come from", () => {
  expect(report).toContain("/** What comes back. */\nexport interface Answer");
  expect(report).toContain('export { other } from "elsewhere";');
});

test("adds the types that public ones are made of, marked as not exported, and leaves out the rest", () => {
  const [, hidden = ""] = report.split("// Not exported, but part of what is.");
  expect(hidden).toContain("/** How it is asked. */\ntype Mood");
  expect(hidden).toContain('type Colour = "red" | "blue";');
  expect(report).not.toContain("Unused");
});

test("a comment of a member of a union does not end the declaration", () => {
  const text =
    'export type Outcome =\n/** Yes. */\n{\n    readonly kind: "allowed";\n}\n/** No. */\n | {\n    readonly kind: "refused";\n};\nexport declare const next: number;\n';
  const { declarations } = parseDeclarations("a.d.ts", text);
  expect(declarations.map(({ name }) => name)).toEqual(["Outcome", "next"]);
  expect(declarations[0]?.text).toContain('"refused"');
});
