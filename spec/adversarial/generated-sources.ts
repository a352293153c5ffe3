/** What the engine hands to `new Function`, and what such code may be made of. */
import { parseSync } from "@swc/core";

/** Runs something and returns the texts that were made into functions meanwhile, each with its parameters. */
export function sourcesOf(run: () => void): readonly (readonly string[])[] {
  const real = globalThis.Function;
  const sources: string[][] = [];
  globalThis.Function = new Proxy(real, {
    construct(made, texts: string[]) {
      sources.push(texts);
      return Reflect.construct(made, texts) as object;
    },
  });
  try {
    run();
  } finally {
    globalThis.Function = real;
  }
  return sources;
}

/** Names of the generator's own: parameters, constants and local variables. */
const identifier =
  /^(?:request|subject|action|resource|context|name|type|id|other|properties|desk|counter|rows|said|asserted|fits|answer|undefined|k|[kv]\d+)$/;
/** Members that every request has by its shape, and those of our tables. */
const member =
  /^(?:__proto__|subject|action|resource|context|type|id|name|properties|roles|groups|time|token|length|get|rows|asker|fits|decide)$/;
const kinds: ReadonlySet<string> = new Set(
  `Module FunctionDeclaration FunctionExpression FunctionBody Parameter Identifier ReturnStatement ExpressionStatement BlockStatement
  IfStatement SwitchStatement SwitchCase BreakStatement ContinueStatement ForStatement UpdateExpression VariableDeclaration
  VariableDeclarator MemberExpression Computed BinaryExpression UnaryExpression AssignmentExpression ParenthesisExpression
  ConditionalExpression CallExpression StringLiteral NumericLiteral BooleanLiteral NullLiteral`.split(/\s+/),
);

interface SyntaxNode {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** What in the code is neither the generator's own nor a literal. */
export function foreignIn([parameter, source, ...more]: readonly string[]): readonly string[] {
  const found: string[] = [];
  if (parameter !== "k" || source === undefined || more.length > 0) return [`parameters: ${parameter}`];
  if (/[^\n\u0020-\u007e]/.test(source)) found.push("not plain ASCII");
  if (/\/[/*]|<!--|-->/.test(source.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""'))) found.push("a comment");
  const tree = parseSync(`function outer(k) {${source}\n}`, { syntax: "ecmascript" }) as unknown as SyntaxNode;
  visit(tree, (node) => {
    const odd = oddityOf(node);
    if (odd !== undefined) found.push(odd);
  });
  return found;
}

function oddityOf(node: SyntaxNode): string | undefined {
  if (!kinds.has(node.type)) return `a ${node.type}`;
  switch (node.type) {
    case "MemberExpression":
      return isRead(node["property"] as SyntaxNode) ? undefined : `a member ${JSON.stringify(node["property"])}`;
    case "Identifier":
      return identifier.test(String(node["value"])) ? undefined : `the name ${String(node["value"])}`;
    case "CallExpression":
      return isOwn(node["callee"] as SyntaxNode) ? undefined : "a call of something that is no constant";
    case "AssignmentExpression":
      return (node["left"] as SyntaxNode).type === "Identifier" ? undefined : "an assignment to a member";
    default:
      return undefined;
  }
}

/** By a literal, or by one of the fixed names; never by a name that was worked out. */
function isRead(property: SyntaxNode): boolean {
  if (property.type === "Identifier") return member.test(String(property["value"]));
  const { type } = property["expression"] as SyntaxNode;
  return type === "StringLiteral" || type === "NumericLiteral";
}

/** A constant, or a member of one. */
function isOwn(callee: SyntaxNode): boolean {
  if (callee.type === "MemberExpression") return isOwn(callee["object"] as SyntaxNode);
  return callee.type === "Identifier" && /^(?:[kv]\d+|desk|counter)$/.test(String(callee["value"]));
}

function visit(value: unknown, see: (node: SyntaxNode) => void, parent?: SyntaxNode): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see, parent);
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const node = value as SyntaxNode;
  if (typeof node.type === "string" && !isNamePart(node, parent)) see(node);
  for (const [key, part] of Object.entries(node)) if (key !== "span") visit(part, see, node);
}

/** The name of the wrapper, and of a member that is looked at as part of its expression. */
function isNamePart(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (node.type !== "Identifier") return false;
  return parent?.type === "MemberExpression" ? parent["property"] === node : node["value"] === "outer";
}
