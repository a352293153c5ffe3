import type { Expression, LiteralValue, Origin, Path, People, Policy, Ref, Attribute, Statement } from "@authz/model";

/** `file:line:column` */
export function printOrigin(origin: Origin): string {
  return `${origin.source}:${origin.line}:${origin.column}`;
}

export function printRef(ref: Ref | undefined): string {
  return ref === undefined ? "anonymous" : `${ref.type} ${JSON.stringify(ref.id)}`;
}

/** As the language writes it, from the loosest operator down. */
export function printPeople(people: People): string {
  switch (people.kind) {
    case "anyone":
      return "anyone";
    case "type":
      return people.type;
    case "role":
      return people.role;
    case "member":
      return [...people.path, people.name].join(".");
    case "or":
    case "and":
      return people.items
        .map((item) => (item.kind === "or" || item.kind === "butNot" ? `(${printPeople(item)})` : printPeople(item)))
        .join(` ${people.kind} `);
    case "butNot":
      return `${printPeople(people.people)} but not ${printPeople(people.except)}`;
  }
}

const operators = {
  "==": "==",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  in: "in",
  contains: "contains",
  containsAll: "contains all",
  containsAny: "contains any",
} as const;

/** As the language writes it. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "literal":
      return printLiteral(expression.value);
    case "path":
      return printPath(expression);
    case "entity":
      return printRef(expression);
    case "list":
      return `[${expression.items.map(printExpression).join(", ")}]`;
    case "add":
    case "subtract":
      return `${printExpression(expression.left)} ${expression.kind === "add" ? "+" : "-"} ${printOperand(expression.right)}`;
    case "compare":
      return `${printOperand(expression.left)} ${operators[expression.operator]} ${printOperand(expression.right)}`;
    case "like":
      return `${printOperand(expression.value)} like ${JSON.stringify(expression.pattern)}`;
    case "has":
      return `${printPath(expression.path)} has ${expression.name}`;
    case "is":
      return `${printPath(expression.path)} is ${expression.role}${expression.of === undefined ? "" : ` of ${printPath(expression.of)}`}`;
    case "and":
    case "or":
      return expression.items
        .map((item) =>
          item.kind === "or" || item.kind === "and" ? `(${printExpression(item)})` : printExpression(item),
        )
        .join(` ${expression.kind} `);
    case "not":
      return `not ${expression.operand.kind === "and" || expression.operand.kind === "or" ? `(${printExpression(expression.operand)})` : printExpression(expression.operand)}`;
  }
}

function printOperand(expression: Expression): string {
  const loose = ["and", "or", "not", "compare", "like", "has", "is", "add", "subtract"].includes(expression.kind);
  return loose ? `(${printExpression(expression)})` : printExpression(expression);
}

export function printPath(path: Path): string {
  return [path.root, ...path.steps].join(".");
}

function printLiteral(value: LiteralValue): string {
  if (typeof value !== "object") return typeof value === "string" ? JSON.stringify(value) : String(value);
  return value.kind === "duration" ? value.text : `${value.kind} ${JSON.stringify(value.text)}`;
}

/** A statement's id, without repeating the file: what people call it. */
export function printStatement(effect: string, statement: Statement): string {
  return `${effect} rule ${statement.id}`;
}

/** Names of attributes that are sensitive anywhere in the policy: on doubt, a value is not shown. */
export function sensitiveNames(policy: Policy): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (attributes: readonly Attribute[]): void => {
    for (const attribute of attributes) {
      if (attribute.sensitive) names.add(attribute.name);
      const inner = attribute.type.kind === "set" ? attribute.type.of : attribute.type;
      if (inner.kind === "record") visit(inner.attributes);
    }
  };
  for (const type of policy.types) {
    visit(type.attributes);
    for (const action of type.resource?.actions ?? []) visit(action.attributes);
  }
  visit(policy.context);
  visit(policy.token);
  return names;
}
