import type { Policy } from "@authz/model";
import { mentions } from "./words.ts";

/** Words in the names of actions that change something: the default of an option. */
export const changingWords: readonly string[] = (
  "add approve archive assign cancel change close comment create delete edit erase grant import insert " +
  "invite merge modify move patch pay post publish purge put remove rename replace restore revoke send set " +
  "share submit transfer update upload write"
).split(" ");

/** Words in the names of actions after which something is gone. */
export const destructiveWords: readonly string[] = "delete destroy drop erase purge shred terminate wipe".split(" ");

const changingMethods: ReadonlySet<string> = new Set(["POST", "PUT", "PATCH", "DELETE"]);

export function changesByMethod(method: string): boolean {
  return method === "*" || changingMethods.has(method);
}

/** Whether an action changes something: its name says so, or an endpoint with a method that does leads to it. */
export function changingActions(policy: Policy, words: readonly string[]): (type: string, action: string) => boolean {
  const endpoints = new Set(
    policy.endpoints.flatMap(({ method, target }) =>
      target === "public" || !changingMethods.has(method) ? [] : [JSON.stringify([target.type, target.action])],
    ),
  );
  return (type, action) => endpoints.has(JSON.stringify([type, action])) || mentions(action, words);
}
