import type { Attribute, Expression, Path, Type } from "@authz/model";
import { pathsIn } from "../index/expressions.ts";
import type { Environment } from "./environment.ts";

/** What is known of the values that a path leads to. */
export interface PathValue {
  /** One for each declaration that it can lead to; they agree, but for what they say of absence. */
  readonly types: readonly Type[];
  /** Through a set or through `parent`: several values may stand there at once. */
  readonly many: boolean;
  /** How sure it is that the last step leads somewhere: the weakest of the declarations. */
  readonly presence: "always" | "required" | "optional";
}

/** Undefined where the declarations do not tell. */
export function resolvePath({ root, steps }: Path, environment: Environment): PathValue | undefined {
  let value = rootValue(root, environment);
  for (const [index, step] of steps.entries()) {
    if (value === undefined) return undefined;
    value =
      index === 0 && root !== "subject" && root !== "resource"
        ? memberOfRequest(root, step, environment)
        : memberOf(value, step, environment);
  }
  return value;
}

export function pathText({ root, steps }: Path): string {
  return [root, ...steps].join(".");
}

function rootValue(root: Path["root"], { subjects, resources }: Environment): PathValue | undefined {
  switch (root) {
    case "subject":
      return { types: [{ kind: "entity", types: subjects }], many: false, presence: "optional" };
    case "resource":
      return { types: [{ kind: "entity", types: resources }], many: false, presence: "always" };
    case "now":
      return { types: [{ kind: "time" }], many: false, presence: "always" };
    case "action":
    case "context":
    case "token":
      return { types: [], many: false, presence: "always" };
  }
}

function memberOfRequest(root: Path["root"], name: string, environment: Environment): PathValue | undefined {
  const { policy, actions } = environment;
  if (root === "context") return declared([policy.context], name, false);
  if (root === "token") return declared([policy.token], name, false);
  return root === "action" ? declared(actions, name, false) : undefined;
}

function memberOf(value: PathValue, name: string, { types }: Environment): PathValue | undefined {
  const { owner, isSet } = ownerOf(value.types[0]);
  const many = value.many || isSet;
  if (owner?.kind === "record") return declared([owner.attributes], name, many);
  if (owner?.kind !== "entity") return undefined;
  const owners = owner.types.map((type) => types.get(type)).filter((type) => type !== undefined);
  if (name === "id") return { types: [{ kind: "string" }], many, presence: "required" };
  const parents = owners.flatMap(({ resource }) => resource?.parents ?? []);
  if (name === "parent" && parents.length > 0) {
    return { types: [{ kind: "entity", types: [...new Set(parents)] }], many: true, presence: "optional" };
  }
  return declared(
    owners.map(({ attributes }) => attributes),
    name,
    many,
  );
}

function ownerOf(type: Type | undefined): { readonly owner: Type | undefined; readonly isSet: boolean } {
  let [owner, isSet] = [type, false];
  while (owner?.kind === "set") [owner, isSet] = [owner.of, true];
  return { owner, isSet };
}

function declared(owners: readonly (readonly Attribute[])[], name: string, many: boolean): PathValue | undefined {
  const all = owners.map((attributes) => attributes.find((attribute) => attribute.name === name));
  const found = all.filter((attribute) => attribute !== undefined);
  if (found.length === 0) return undefined;
  const isOptional = found.length < all.length || found.some(({ optional }) => optional);
  const isAlways = found.every((attribute) => attribute.default !== undefined);
  const presence = isOptional ? "optional" : isAlways ? "always" : "required";
  return { types: found.map(({ type }) => type), many, presence };
}

/** Whether every path in an expression leads to one value at most. */
export function isSingle(expression: Expression, environment: Environment): boolean {
  return pathsIn(expression).every((path) => resolvePath(path, environment)?.many === false);
}
