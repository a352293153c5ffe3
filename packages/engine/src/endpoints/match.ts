import { compareText, splitRequestTarget, type Endpoint, type EndpointIdPart, type Policy } from "@authz/model";

/** What an HTTP request asks, in declared names; or that it asks nothing, or cannot be understood safely. */
export type Match =
  | { readonly kind: "question"; readonly action: string; readonly type: string; readonly id: string }
  | { readonly kind: "public" }
  | { readonly kind: "none" }
  | { readonly kind: "rejected" };

export type Matcher = (request: { readonly method: string; readonly path: string }) => Match;

/** H: endpoints in the order in which they win; the first that fits answers. */
export function createMatcher(policy: Policy): Matcher {
  const endpoints = [...policy.endpoints].sort((left, right) => compareText(rank(left), rank(right)));
  return ({ method, path }) => {
    if (typeof method !== "string" || typeof path !== "string") return { kind: "rejected" };
    const target = splitRequestTarget(path);
    if ("problem" in target) return { kind: "rejected" };
    const wanted = method === "HEAD" ? "GET" : method;
    for (const endpoint of endpoints) {
      if (endpoint.method !== "*" && endpoint.method !== wanted) continue;
      const parameters = bind(endpoint, target.segments);
      if (parameters !== undefined) return answer(endpoint, parameters);
    }
    return { kind: "none" };
  };
}

/** From the left a literal before `{name}` before `{name...}`, then a named method before `*`. */
function rank({ segments, method }: Endpoint): string {
  const kinds = { literal: "0", parameter: "1", rest: "2" } as const;
  return segments.map(({ kind }) => kinds[kind]).join("") + (method === "*" ? "4" : "3");
}

function bind({ segments }: Endpoint, path: readonly string[]): ReadonlyMap<string, string> | undefined {
  const parameters = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const text = path[index];
    if (text === undefined) return undefined;
    if (segment.kind === "rest") return parameters.set(segment.name, path.slice(index).join("/"));
    if (segment.kind === "parameter") parameters.set(segment.name, text);
    else if (segment.text !== text) return undefined;
  }
  return segments.length === path.length ? parameters : undefined;
}

function answer({ target }: Endpoint, parameters: ReadonlyMap<string, string>): Match {
  if (target === "public") return { kind: "public" };
  const text = (part: EndpointIdPart): string =>
    part.kind === "literal" ? part.text : (parameters.get(part.name) ?? "");
  return { kind: "question", action: target.action, type: target.type, id: target.id.map(text).join("") };
}
