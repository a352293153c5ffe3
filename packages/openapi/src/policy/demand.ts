import { compareText, type Endpoint, type Origin, type Policy, type Requirement, type Target } from "@authz/model";

/** What a policy asks of a caller at an endpoint, as far as OpenAPI can say it. */
export interface Demand {
  /** May callers without a credential go on: always, where some rule's conditions hold, or never. */
  readonly anonymous: "always" | "sometimes" | "never";
  /** Scopes each of which is enough to be covered, in order; `undefined` is `scope none`. */
  readonly covers: readonly Cover[];
  /** Wanted besides, whatever the request. */
  readonly required: readonly string[];
  /** Wanted besides under conditions. */
  readonly maybeRequired: readonly string[];
  /** Assurances that some requirement asks for. */
  readonly assurances: readonly string[];
  readonly requirements: readonly Requirement[];
}

export interface Cover {
  readonly scope: string | undefined;
  /** False when it covers some of the resources only. */
  readonly certain: boolean;
  readonly origin: Origin;
}

/** What it asks at one endpoint; at a public one nothing. */
export function demandOf(endpoint: Endpoint, policy: Policy): Demand {
  const { target } = endpoint;
  if (target === "public") return { ...nothing, anonymous: "always" };
  const inForce = policy.requirements.map((one) => ({ one, certainty: certaintyOf(one.targets, endpoint) }));
  const possible = inForce.filter(({ certainty }) => certainty !== "no");
  const isSure = ({ one, certainty }: (typeof possible)[number]): boolean =>
    certainty === "yes" && one.guards.length === 0;
  const required = unique(possible.filter(isSure).flatMap(({ one }) => one.scopes));
  const maybe = unique(possible.filter((each) => !isSure(each)).flatMap(({ one }) => one.scopes));
  return {
    anonymous: anonymousAt(endpoint, policy),
    covers: coversOf(endpoint, policy),
    required,
    maybeRequired: maybe.filter((scope) => !required.includes(scope)),
    assurances: unique(possible.flatMap(({ one }) => one.assurances)),
    requirements: possible.map(({ one }) => one),
  };
}

const nothing = { covers: [], required: [], maybeRequired: [], assurances: [], requirements: [] };

type Certainty = "yes" | "maybe" | "no";

/** Do targets speak of what an endpoint asks? Maybe, when that hangs on the resource's id. */
function certaintyOf(targets: readonly Target[], { target }: Endpoint): Certainty {
  if (target === "public") return "no";
  const own = targets.filter(({ type, actions }) => type === target.type && actions.includes(target.action));
  const isFixed = target.id.every(({ kind }) => kind === "literal");
  const id = target.id.map((part) => (part.kind === "literal" ? part.text : "")).join("");
  if (own.some((one) => one.id === undefined || (isFixed && one.id === id))) return "yes";
  return !isFixed && own.length > 0 ? "maybe" : "no";
}

/** A policy without scopes takes every token, as one with `scope none` for everything would. */
function coversOf(endpoint: Endpoint, { scopes }: Policy): readonly Cover[] {
  if (scopes.length === 0) return [{ scope: undefined, certain: true, origin: endpoint.origin }];
  return scopes.flatMap(({ name, covers, origin }) => {
    const certainty = certaintyOf(covers, endpoint);
    return certainty === "no" ? [] : [{ scope: name, certain: certainty === "yes", origin }];
  });
}

/** By a rule for `anyone` from whom nobody is taken out. What a deny takes away again is not looked at. */
function anonymousAt(endpoint: Endpoint, { rules }: Policy): Demand["anonymous"] {
  const open = rules.filter(({ effect, who }) => effect === "allow" && who.kind === "anyone");
  const found = open.map(({ targets, guards }) => {
    const certainty = certaintyOf(targets, endpoint);
    return certainty === "yes" && guards.length > 0 ? "maybe" : certainty;
  });
  if (found.includes("yes")) return "always";
  return found.includes("maybe") ? "sometimes" : "never";
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted(compareText);
}
