import type { Attribute, Policy, Type } from "@authz/model";

/** Names of attributes that are sets somewhere. `parent` is one of them: an entity may have several. */
export function manyValuedNames(policy: Policy): ReadonlySet<string> {
  const types = policy.types.flatMap(({ attributes, resource }) => [
    ...attributes,
    ...(resource?.actions ?? []).flatMap((action) => action.attributes),
  ]);
  const all = [...types, ...policy.context, ...policy.token].flatMap(withNested);
  return new Set(["parent", ...all.flatMap(({ name, type }) => (type.kind === "set" ? [name] : []))]);
}

function withNested(attribute: Attribute): readonly Attribute[] {
  return [attribute, ...nestedIn(attribute.type).flatMap(withNested)];
}

function nestedIn(type: Type): readonly Attribute[] {
  if (type.kind === "set") return nestedIn(type.of);
  return type.kind === "record" ? type.attributes : [];
}
