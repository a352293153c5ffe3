import type { Json, JsonObject } from "@authz/model";
import { isJsonObject, member } from "../encoding/strict-json.ts";
import { identityLimits } from "../limits.ts";
import { accept, refuse, type Outcome } from "../result.ts";

/** Who acts for the subject (RFC 8693 4.1). */
export interface Actor {
  readonly sub?: string;
  readonly client_id?: string;
  readonly iss?: string;
}

/** The chain of `act`, the current actor first. Only that one may decide; the others are for the audit. */
export function readActors(claims: JsonObject): Outcome<{ readonly actors: readonly Actor[] }> {
  const actors: Actor[] = [];
  let act: Json | undefined = member(claims, "act");
  while (act !== undefined) {
    if (!isJsonObject(act)) return refuse("token/claims", "`act` is no object");
    if (actors.length === identityLimits.actors)
      return refuse("token/claims", `\`act\` is a chain of more than ${identityLimits.actors} actors`);
    const names = ["sub", "client_id", "iss"] as const;
    const said = names.map((name) => [name, member(act as JsonObject, name)] as const);
    const known = said.filter(([, value]) => value !== undefined);
    if (known.length === 0 || !known.every(([, value]) => typeof value === "string"))
      return refuse("token/claims", "`act` does not say by strings who acts (`sub`, `client_id`, `iss`)");
    actors.push(Object.fromEntries(known) as Actor);
    act = member(act, "act");
  }
  return accept({ actors });
}
