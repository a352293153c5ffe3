import type { Decision, JsonObject } from "@authz/engine";
import { defaultLimits } from "@authz/model";
import { answerDenial, type DeniedCaller } from "../answer/denied-request.ts";
import { scopeBreadthOf } from "../answer/scope-breadth.ts";
import type { Scheme, Schemes } from "../answer/challenge.ts";
import type { CallerIdentity } from "../credentials/identify.ts";
import { AccessRefused, type AskedAction, type AskedResource, type Authz } from "./authz.ts";
import { callback } from "./callback.ts";
import type { Asked, GuardOptions } from "./options.ts";
import type { Reporter } from "./report.ts";

/** All that questions of one request have in common. */
export interface Asking {
  readonly options: GuardOptions;
  readonly schemes: Schemes;
  readonly requestId: string;
  readonly subject: Asked["subject"];
  readonly identity: CallerIdentity | undefined;
  readonly scheme: Scheme | undefined;
  readonly context: JsonObject;
  readonly report: Reporter;
}

export function ask(asking: Asking, action: AskedAction, resource: AskedResource): Promise<Decision> | Decision {
  const { engine, loadFacts: load } = asking.options;
  const { subject, context } = asking;
  const request = { subject, action: typeof action === "string" ? { name: action } : action, resource, context };
  if (load === undefined) return engine.check(request);
  return engine.checkAsync(request, { load: (needs) => callback("loadFacts", () => load(needs)) });
}

/** How the asker is answered when it is denied. */
export function deniedCaller({ options, scheme, schemes, requestId }: Asking): DeniedCaller {
  const { showReasons = false, engine } = options;
  return { scheme, schemes, requestId, showReasons, breadth: scopeBreadthOf(engine.policy) };
}

/** What the handler gets of a request that was allowed. */
export function createAuthz(asking: Asking, allowed: Pick<Authz, "asked" | "decision" | "loaded">): Authz {
  const { requestId, subject, identity, report } = asking;

  async function check(action: AskedAction, resource: AskedResource): Promise<Decision> {
    const decision = await ask(asking, action, resource);
    const name = typeof action === "string" ? action : action.name;
    const { type, id } = resource;
    report("handler", {
      outcome: decision.decision ? "allowed" : "refused",
      status: decision.decision ? 200 : answerDenial(decision, denied).status,
      reason: decision.code,
      action: name,
      resource: { type, id },
      decision,
    });
    return decision;
  }

  const denied = deniedCaller(asking);

  async function filter<T>(
    action: AskedAction,
    items: readonly T[],
    resourceOf: (item: T) => AskedResource = (item) => item as AskedResource,
  ): Promise<T[]> {
    if (items.length > defaultLimits.batch) throw new RangeError(`filter takes ${defaultLimits.batch} items at most`);
    const kept: T[] = [];
    for (const item of items) if ((await check(action, resourceOf(item))).decision) kept.push(item);
    return kept;
  }

  return {
    requestId,
    subject,
    identity,
    ...allowed,
    check,
    filter,
    async require(action, resource) {
      const decision = await check(action, resource);
      if (!decision.decision) throw new AccessRefused(answerDenial(decision, denied));
      return decision;
    },
  };
}
