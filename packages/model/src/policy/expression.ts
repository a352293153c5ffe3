/** A constant, as plain JSON: what JSON lacks is kept as text that was checked. */
export type LiteralValue =
  | string
  | number
  | boolean
  | { readonly kind: "time"; readonly text: string }
  | { readonly kind: "duration"; readonly text: string }
  | { readonly kind: "ip"; readonly text: string };

export type Root = "subject" | "resource" | "action" | "context" | "token" | "now";

export interface Path {
  readonly kind: "path";
  readonly root: Root;
  /** Declared names, `id`, `parent`, and `name` of actions. */
  readonly steps: readonly string[];
}

export type ComparisonOperator =
  "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "contains" | "containsAll" | "containsAny";

/** A checked expression: typed, names resolved. `unless x` has become `not x`. */
export type Expression =
  | { readonly kind: "literal"; readonly value: LiteralValue }
  | Path
  | { readonly kind: "entity"; readonly type: string; readonly id: string }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "add" | "subtract"; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: "compare";
      readonly operator: ComparisonOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** In `pattern`, `*` is any run of characters. */
  | { readonly kind: "like"; readonly value: Expression; readonly pattern: string }
  /** `path has name`; the path may be a bare root. */
  | { readonly kind: "has"; readonly path: Path; readonly name: string }
  /** `subject is role of path`; without `of` an application-wide role. With it a role or people-attribute of whatever is there. */
  | { readonly kind: "is"; readonly path: Path; readonly role: string; readonly of?: Path }
  | { readonly kind: "and" | "or"; readonly items: readonly Expression[] }
  | { readonly kind: "not"; readonly operand: Expression };
