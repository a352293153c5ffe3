import type { IToken } from "chevrotain";
import type { Word } from "./tokens.ts";
import { Colon, keywordTypes, word } from "./tokens.ts";
import type { Unit } from "./resynchronise.ts";

/** How something is written: for help lines, and to find out which word was meant. */
export interface Shape {
  readonly what: string;
  readonly example: string;
  /** Keywords that can stand in it behind its first word. */
  readonly words: readonly Word[];
  /** What can follow when it could end here, in the words of a user. */
  readonly next: string;
  /** Words of other languages, and what they are here. */
  readonly synonyms: ReadonlyMap<string, string>;
}

const statementWords: readonly Word[] = [
  ...(["to", "on", "when", "unless", "and", "or", "but", "not", "is", "has", "in", "like", "contains", "of"] as const),
  ...(["anyone", "all", "any", "true", "false"] as const),
];
const statementSynonyms = [
  ...[
    ["if", "when"],
    ["where", "when"],
    ["provided", "when"],
    ["except", "but not"],
    ["can", "to"],
    ["may", "to"],
  ],
  ...[
    ["reason", "because"],
    ["AND", "and"],
    ["OR", "or"],
    ["NOT", "not"],
    ["matches", "like"],
    ["everyone", "anyone"],
  ],
] as [string, string][];

const rule: Shape = {
  what: "a rule",
  example: "allow editor to update, send when resource.amount < 100",
  words: [...statementWords, "because"],
  next: "`when`, `unless`, `because` or the next declaration",
  synonyms: new Map(statementSynonyms),
};

const claim: Shape = {
  what: "a claim",
  example: "never auditor to delete on Invoice unless subject is admin of resource",
  words: statementWords,
  next: "`when`, `unless` or the next declaration",
  synonyms: new Map(statementSynonyms),
};

const statement: Shape = {
  what: "a statement of a test",
  example: 'User "ana" can read Invoice "i1"',
  words: [
    ...([
      "in",
      "is",
      "of",
      "from",
      "until",
      "with",
      "can",
      "cannot",
      "because",
      "at",
      "scope",
      "token",
      "context",
    ] as const),
    ...(["roles", "active", "anonymous", "all"] as const),
  ],
  next: "`is`, `in`, `with`, `can`, `cannot` or the next statement",
  synonyms: new Map([
    ...[
      ["may", "can"],
      ["has", "is"],
      ["as", "is"],
      ["on", "of"],
      ["member", "in"],
      ["not", "cannot"],
    ],
  ] as [string, string][]),
};

function shape(
  what: string,
  example: string,
  words: readonly Word[],
  next: string,
  synonyms: [string, string][] = [],
): Shape {
  return { what, example, words, next, synonyms: new Map(synonyms) };
}

const next = "the next declaration";
const attributeWords: readonly Word[] = [
  "sensitive",
  "as",
  "set",
  "of",
  "string",
  "number",
  "boolean",
  "time",
  "duration",
  "ip",
];

export const attributeShape: Shape = shape(
  "an attribute",
  "amount: number",
  attributeWords,
  "the next attribute or `}`",
);

const shapes: ReadonlyMap<string, Shape> = new Map([
  ["subject", shape("a subject", "subject User { department: string }", ["as"], `\`as\`, \`{\` or ${next}`)],
  ["group", shape("a group", "group Team of User, Team", ["as", "of"], `\`,\`, \`{\` or ${next}`)],
  [
    "resource",
    shape(
      "a resource",
      "resource Invoice in Account { action read }",
      ["as", "in"],
      `\`as\`, \`in\`, \`{\` or ${next}`,
      [
        ["of", "in"],
        ["under", "in"],
        ["extends", "in"],
      ],
    ),
  ],
  ["context", shape("the context", "context { ip?: ip }", [], next)],
  ["token", shape("the token", "token { tenant?: string }", [], next)],
  [
    "role",
    shape(
      "a role",
      "role manager includes employee",
      ["as", "includes", "for", "if", "and", "or", "but", "not", "when", "unless", "all", "anyone"],
      `\`includes\`, \`for\`, \`if\` or ${next}`,
      [
        ...[
          ["extends", "includes"],
          ["inherits", "includes"],
          ["implies", "includes"],
          ["include", "includes"],
        ],
        ...[
          ["where", "if"],
          ["from", "if"],
          ["when", "if"],
          ["unless", "if"],
        ],
      ] as [string, string][],
    ),
  ],
  ["action", shape("an action", "action read, update { reason: string }", ["as"], `\`,\`, \`as\`, \`{\` or ${next}`)],
  ["allow", rule],
  ["deny", { ...rule, example: "deny submitter to pay when resource.amount > 100" }],
  ["require", { ...rule, what: "a requirement", example: "require mfa to pay when resource.amount > 100" }],
  ["never", claim],
  ["always", claim],
  [
    "scope",
    shape(
      "a scope",
      'scope "invoices:write" includes "invoices:read" covers update, send on Invoice',
      ["none", "includes", "covers", "and", "on"],
      `\`includes\`, \`covers\` or ${next}`,
      [
        ["implies", "includes"],
        ["grants", "covers"],
        ["allows", "covers"],
      ],
    ),
  ],
  [
    "endpoint",
    shape("an endpoint", 'endpoint "GET /invoices/{id}" is read on Invoice "{id}"', ["is", "public", "on"], next, [
      ["are", "is"],
      ["maps", "is"],
      ["of", "on"],
    ]),
  ],
  [
    "exclusive",
    shape(
      "an exclusive set",
      "exclusive Invoice.preparer, Invoice.approver",
      ["active", "at", "most"],
      `\`at most\` or ${next}`,
    ),
  ],
  [
    "assurance",
    shape(
      "an assurance",
      'assurance mfa { amr "hwk" within 15m }',
      ["acr", "amr", "within"],
      "`acr`, `amr`, `within` or `}`",
    ),
  ],
  ["fixture", { ...statement, what: "a fixture", example: 'fixture { User "ana" is admin }' }],
  ["test", { ...statement, what: "a test", example: 'test "admins read" { User "ana" can read Invoice "i1" }' }],
]);

const attempts: ReadonlySet<unknown> = new Set([word.allow, word.deny, word.require, word.never, word.always]);

/** The shape of the unit that begins at a token; undefined when nothing is known by its first word. */
export function shapeAt(tokens: readonly IToken[], first: number, unit: Unit): Shape | undefined {
  if (unit === "fact" || unit === "statement") return statement;
  if (unit === "clause") return shapes.get("assurance");
  const labelled = tokens[first + 1]?.tokenType === Colon && attempts.has(tokens[first + 2]?.tokenType);
  const token = tokens[labelled ? first + 2 : first];
  const known = token?.tokenType === keywordTypes.get(token?.image ?? "") ? shapes.get(token?.image ?? "") : undefined;
  return known ?? (unit === "attribute" || unit === "member" ? attributeShape : undefined);
}
