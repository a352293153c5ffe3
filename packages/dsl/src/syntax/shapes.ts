import type { IToken, TokenType } from "chevrotain";
import type { Unit } from "./resynchronise.ts";
import { Colon, keywordTypes, word } from "./tokens.ts";

/** How something is written: for help lines, and to find out which word was meant. */
export interface Shape {
  readonly what: string;
  readonly example: string;
  /** Keywords that can stand in it behind its first word. */
  readonly words: readonly string[];
  /** What can follow when it could end here, in the words of a user. */
  readonly next: string;
  /** Words of other languages, and what they are here. */
  readonly synonyms: ReadonlyMap<string, string>;
}

const next = "the next declaration";
const people = "and or but not anyone";
const conditions = "when unless and or not is has in like contains of all any true false";
const elsewhere =
  "if=when where=when provided=when except=but_not can=to may=to reason=because matches=like everyone=anyone AND=and OR=or NOT=not";

const rule = shape(
  "a rule",
  "allow editor to update, send when resource.amount < 100",
  `to on because ${people} ${conditions}`,
  `\`when\`, \`unless\`, \`because\` or ${next}`,
  elsewhere,
);
const claim = shape(
  "a claim",
  "never auditor to delete on Invoice unless subject is admin of resource",
  `to on ${people} ${conditions}`,
  `\`when\`, \`unless\` or ${next}`,
  elsewhere,
);
const statement = shape(
  "a statement of a test",
  'User "ana" can read Invoice "i1"',
  "in is of from until with can cannot because at scope token context roles active anonymous all",
  "`is`, `in`, `with`, `can`, `cannot` or the next statement",
  "may=can has=is as=is on=of member=in not=cannot",
);
const attribute = shape(
  "an attribute",
  "amount: number",
  "sensitive as set of string number boolean time duration ip",
  "the next attribute or `}`",
);

/** By first word. */
const shapes: ReadonlyMap<string, Shape> = new Map([
  ["subject", shape("a subject", "subject User { department: string }", "as", `\`as\`, \`{\` or ${next}`)],
  ["group", shape("a group", "group Team of User, Team", "as of", `\`,\`, \`{\` or ${next}`)],
  [
    "resource",
    shape(
      "a resource",
      "resource Invoice in Account { action read }",
      "as in",
      `\`as\`, \`in\`, \`{\` or ${next}`,
      "of=in under=in extends=in",
    ),
  ],
  ["context", shape("the context", "context { ip?: ip }", "", next)],
  ["token", shape("the token", "token { tenant?: string }", "", next)],
  [
    "role",
    shape(
      "a role",
      "role manager includes employee",
      `as includes for if when unless all ${people}`,
      `\`includes\`, \`for\`, \`if\` or ${next}`,
      "extends=includes inherits=includes implies=includes include=includes where=if from=if when=if unless=if",
    ),
  ],
  ["action", shape("an action", "action read, update { reason: string }", "as", `\`,\`, \`as\`, \`{\` or ${next}`)],
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
      "none includes covers and on",
      `\`includes\`, \`covers\` or ${next}`,
      "implies=includes grants=covers allows=covers",
    ),
  ],
  [
    "endpoint",
    shape(
      "an endpoint",
      'endpoint "GET /invoices/{id}" is read on Invoice "{id}"',
      "is public on",
      next,
      "are=is maps=is of=on",
    ),
  ],
  [
    "exclusive",
    shape(
      "an exclusive set",
      "exclusive Invoice.preparer, Invoice.approver",
      "active at most",
      `\`at most\` or ${next}`,
    ),
  ],
  [
    "assurance",
    shape("an assurance", 'assurance mfa { amr "hwk" within 15m }', "acr amr within", "`acr`, `amr`, `within` or `}`"),
  ],
  ["fixture", { ...statement, what: "a fixture", example: 'fixture { User "ana" is admin }' }],
  ["test", { ...statement, what: "a test", example: 'test "admins read" { User "ana" can read Invoice "i1" }' }],
]);

/** The shape of the unit that begins at a token; undefined when its first word says nothing. */
export function shapeAt(tokens: readonly IToken[], first: number, unit: Unit): Shape | undefined {
  if (unit === "fact" || unit === "statement") return statement;
  if (unit === "clause") return shapes.get("assurance");
  const labelled = tokens[first + 1]?.tokenType === Colon && isStatement(tokens[first + 2]?.tokenType);
  const token = tokens[labelled ? first + 2 : first];
  const known = token?.tokenType === keywordTypes.get(token?.image ?? "") ? shapes.get(token?.image ?? "") : undefined;
  return known ?? (unit === "attribute" || unit === "member" ? attribute : undefined);
}

function isStatement(type: TokenType | undefined): boolean {
  return [word.allow, word.deny, word.require, word.never, word.always].some((known) => known === type);
}

/** `words` are separated by spaces; `synonyms` are `theirs=ours`, with `_` for a space. */
function shape(what: string, example: string, words: string, after: string, synonyms = ""): Shape {
  return { what, example, words: words.split(" "), next: after, synonyms: pairs(synonyms) };
}

function pairs(text: string): ReadonlyMap<string, string> {
  const all = text.split(" ").map((pair): [string, string] => {
    const [theirs = "", ours = ""] = pair.replace("_", " ").split("=");
    return [theirs, ours];
  });
  return new Map(all.filter(([theirs]) => theirs !== ""));
}
