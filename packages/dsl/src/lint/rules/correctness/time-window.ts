import { formatTime, parseTime, type ComparisonOperator } from "@authz/model";
import { shortText, allParts, type GuardPart } from "../../analysis/guard-parts.ts";
import { defineLintRule, type LintRule } from "../../rule.ts";

const DAY = 86_400_000;

export const timeWindow: LintRule<
  { readonly text: string; readonly at: string; readonly state: "over" | "ends" | "began" },
  { readonly days: number }
> = defineLintRule({
  code: "lint/time-window",
  group: "correctness",
  severity: "warning",
  set: "recommended",
  options: { days: { summary: "days before its end at which a time window is reported", default: 14, minimum: 0 } },
  summary: "A time window is over, ends soon, or has begun long since",
  why: "A condition on `now` that time has decided is a rule that has gone, or one without a condition; and when a window closes, people lose what they work with. Both happen while nobody changes the policy.",
  message: ({ text, at, state }) => {
    if (state === "ends") return `\`${text}\` ends soon, at ${at}`;
    return state === "over" ? `\`${text}\` has been false since ${at}` : `\`${text}\` has been true since ${at}`;
  },
  help: ({ state }) => {
    if (state === "ends") return "extend it, or prepare those who will lose it";
    return state === "over" ? "extend it, or remove what it guards" : "remove the condition";
  },
  bad: `subject User
resource Survey {
  action answer
  allow User to answer when now < time "2020-01-31T00:00:00Z"
}
`,
  good: `subject User
resource Survey {
  closes: time
  action answer
  allow User to answer when now < resource.closes
}
`,
  check({ index, options, now, report }) {
    for (const guard of index.guards) {
      const { file } = guard;
      for (const part of allParts(guard)) {
        const window = windowOf(part);
        if (window === undefined) continue;
        const state = stateOf(window, now, options.days * DAY);
        if (state === undefined) continue;
        report(file, part.node, { text: shortText(file, part.node), at: formatTime(window.at), state });
      }
    }
  },
});

interface Window {
  /** In milliseconds since 1970. */
  readonly at: number;
  /** Whether the condition holds before that time, or after it. */
  readonly holds: "before" | "after";
}

/** `now < time "…"` and its kin. */
function windowOf({ expression }: GuardPart): Window | undefined {
  if (expression.kind !== "compare") return undefined;
  const { operator, left, right } = expression;
  const isTurned = left.kind === "literal";
  const [path, literal] = isTurned ? [right, left] : [left, right];
  const side = (isTurned ? turned : straight).get(operator);
  if (path.kind !== "path" || path.root !== "now" || literal.kind !== "literal" || side === undefined) return undefined;
  const { value } = literal;
  const at = typeof value === "object" && value.kind === "time" ? parseTime(value.text) : undefined;
  return at === undefined ? undefined : { at, holds: side };
}

const straight: ReadonlyMap<ComparisonOperator, Window["holds"]> = new Map([
  ["<", "before"],
  ["<=", "before"],
  [">", "after"],
  [">=", "after"],
]);
const turned: ReadonlyMap<ComparisonOperator, Window["holds"]> = new Map([
  ["<", "after"],
  ["<=", "after"],
  [">", "before"],
  [">=", "before"],
]);

function stateOf({ at, holds }: Window, now: number, soon: number): "over" | "ends" | "began" | undefined {
  if (holds === "after") return now > at ? "began" : undefined;
  if (now > at) return "over";
  return at - now <= soon ? "ends" : undefined;
}
