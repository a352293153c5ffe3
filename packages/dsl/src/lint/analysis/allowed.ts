import type { Target } from "@authz/model";
import type { PolicyIndex } from "../index/policy-index.ts";

/** Whether some rule allows the action to somebody, as far as names tell; conditions are not looked at. */
export function isEverAllowed(type: string, action: string, index: PolicyIndex): boolean {
  return index
    .rulesFor(type, action)
    .some(({ model }) => model.effect === "allow" && !index.coverage.isEmpty(model.who));
}

/** A key of an action on a type, for sets. */
export function actionKey(type: string, action: string): string {
  return JSON.stringify([type, action]);
}

/** Those that targets name, on whichever resource. */
export function actionKeys(targets: readonly Target[]): readonly string[] {
  return targets.flatMap(({ type, actions }) => actions.map((action) => actionKey(type, action)));
}
