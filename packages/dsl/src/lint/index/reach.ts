import type { EntityType, Path, Policy } from "@authz/model";

/** Answers where paths from a resource lead. */
export interface Reach {
  /**
   * The first step of a path that may lead to several entities, of which any one is enough; undefined when there is none. With
   * `parents`, each `parent` is one; without, only that of a type that is declared in several.
   */
  severalAt(start: readonly string[], path: Path, parents: boolean): string | undefined;
}

export function createReach(policy: Policy): Reach {
  const types = new Map(policy.types.map((type) => [type.name, type]));
  return {
    severalAt(start, path, parents) {
      if (path.root !== "resource") return undefined;
      let here = start.flatMap((name) => types.get(name) ?? []);
      for (const step of path.steps.slice(0, -1)) {
        if (here.some((type) => leadsToSeveral(type, step, parents))) return step;
        here = [...new Set(here.flatMap((type) => targetsOf(type, step)))].flatMap((name) => types.get(name) ?? []);
      }
      return undefined;
    },
  };
}

function leadsToSeveral(type: EntityType, step: string, parents: boolean): boolean {
  if (step === "parent") return (type.resource?.parents.length ?? 0) > (parents ? 0 : 1);
  return type.attributes.some((attribute) => attribute.name === step && attribute.type.kind === "set");
}

function targetsOf(type: EntityType, step: string): readonly string[] {
  if (step === "parent") return type.resource?.parents ?? [];
  const found = type.attributes.find((attribute) => attribute.name === step)?.type;
  const item = found?.kind === "set" ? found.of : found;
  return item?.kind === "entity" ? item.types : [];
}
