import type { Expression, Path } from "@authz/model";
import { mentionsOf } from "../search/uses.ts";
import type { Schema } from "../schema/schema.ts";
import { staticSets } from "./holdings.ts";

/**
 * The attributes (and `parent`) on which it depends who has a role of an exclusive set: a change of another can violate nothing.
 */
export function relevantAttributes(schema: Schema): ReadonlySet<string> {
  const names = new Set<string>();
  const roles = new Map<string, readonly [on: string | undefined, role: string]>();
  const enter = (on: string | undefined, role: string): void => {
    roles.set(`${on ?? ""}\u0000${role}`, [on, role]);
  };
  for (const { on, roles: exclusive } of staticSets(schema)) for (const role of exclusive) enter(on, role);
  for (const [on, name] of roles.values()) {
    const table = on === undefined ? schema.roles : schema.types.get(on)?.roles;
    const role = table?.byName.get(name);
    for (const senior of table?.seniors.get(name) ?? []) enter(on, senior);
    for (const holder of role?.holders ?? []) if (holder.kind === "role") enter(holder.type, holder.role);
    for (const leaf of role?.derived === undefined ? [] : mentionsOf(role.derived.people)) {
      if (leaf.kind === "role") enter(undefined, leaf.role);
      if (leaf.kind !== "member") continue;
      for (const step of [...leaf.path, leaf.name]) names.add(step);
      for (const type of schema.types.values()) if (type.roles.byName.has(leaf.name)) enter(type.type.name, leaf.name);
    }
    for (const guard of role?.derived?.guards ?? [])
      for (const path of pathsIn(guard)) for (const step of path) names.add(step);
  }
  return names;
}

function pathsIn(expression: Expression): readonly (readonly string[])[] {
  switch (expression.kind) {
    case "path":
      return [expression.steps];
    case "has":
      return [[...expression.path.steps, expression.name]];
    case "is":
      return [stepsOf(expression.path), stepsOf(expression.of)];
    case "like":
      return pathsIn(expression.value);
    case "add":
    case "subtract":
      return [...pathsIn(expression.left), ...pathsIn(expression.right)];
    case "compare":
      // A resource may be in an ancestor.
      return [
        ...(expression.operator === "in" ? [["parent"]] : []),
        ...pathsIn(expression.left),
        ...pathsIn(expression.right),
      ];
    case "list":
    case "and":
    case "or":
      return expression.items.flatMap(pathsIn);
    case "not":
      return pathsIn(expression.operand);
    case "literal":
    case "entity":
      return [];
  }
}

function stepsOf(path: Path | undefined): readonly string[] {
  return path?.steps ?? [];
}
