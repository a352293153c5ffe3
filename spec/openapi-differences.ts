import { parsePolicy } from "@authz/dsl";
import type { Policy } from "@authz/engine";
import { checkDescription, readDescription, type Description, type Operation } from "@authz/openapi";
import { parseDocument, type Document } from "yaml";

/** A description and a policy that agree. */
export interface Agreeing {
  readonly text: string;
  readonly description: Description;
  readonly policyText: string;
}

/** One difference that is planted, and the only thing that may be said about it. */
export interface Planted {
  readonly id: string;
  readonly code: string;
  readonly text: string;
  readonly policyText: string;
}

/** What is said about a description and a policy, by code, with the files of each place. */
export async function differences({ text, policyText }: Pick<Planted, "text" | "policyText">): Promise<string[]> {
  const sources = [{ name: "policy.authz", text: policyText }];
  const { policy } = parsePolicy(sources);
  const { value, diagnostics } = await readDescription({ name: "api.yaml", text });
  if (policy === undefined || value === undefined) return ["not readable"];
  const found = [...diagnostics, ...checkDescription(value, { policy, sources })];
  return found.map(({ code, location, related }) => {
    const places = [location, ...related.map((one) => one.location)].map((one) => one.source);
    return [code, ...new Set(places)].join(" ");
  });
}

/** One difference of each kind, as far as the description has what it takes. */
export function plantDifferences(agreeing: Agreeing): readonly Planted[] {
  const { description, policyText, text } = agreeing;
  const inDocument: PlantInDocument = (id, code, change) => {
    const document = parseDocument(text);
    change(document);
    return { id, code, text: document.toString({ lineWidth: 0 }), policyText };
  };
  const guarded = description.operations.filter(isGuarded);
  const [first] = guarded;
  const open = description.operations.find((one) => !isGuarded(one));
  const scoped = guarded.find((one) => scopesOf(one).length > 0);
  const many = guarded.find((one) => scopesOf(one).length > 1);
  return [
    inDocument("an operation more", "openapi/unguarded-operation api.yaml", (document) => {
      document.setIn(["paths", "/planted"], document.createNode({ get: { responses: {} } }));
    }),
    {
      id: "an endpoint more",
      code: "openapi/undocumented-endpoint policy.authz",
      text,
      policyText: `${policyText}endpoint "GET /planted" is public\n`,
    },
    ...(first === undefined ? [] : guardedDifferences(first, agreeing, inDocument)),
    ...(open === undefined ? [] : [openDifference(open, description, inDocument)]),
    ...(scoped === undefined ? [] : scopeDifferences(scoped, inDocument)),
    ...(many === undefined ? [] : [scopeLess(many, inDocument)]),
  ];
}

type PlantInDocument = (id: string, code: string, change: (document: Document) => void) => Planted;

/** The code, with places in both files. */
function both(code: string): string {
  return `${code} api.yaml policy.authz`;
}

function guardedDifferences(
  operation: Operation,
  { text, policyText }: Agreeing,
  inDocument: PlantInDocument,
): readonly Planted[] {
  const withEndpoint = (line: string): string => policyText.replace(endpointLine(operation), line);
  return [
    inDocument("an operation less", "openapi/undocumented-endpoint policy.authz", (document) => {
      document.deleteIn(placeOf(operation));
    }),
    inDocument("an operation that became public", both("openapi/public-in-description"), (document) => {
      document.setIn([...placeOf(operation), "security"], []);
    }),
    { id: "an endpoint less", code: "openapi/unguarded-operation api.yaml", text, policyText: withEndpoint("") },
    {
      id: "an endpoint that became public",
      code: both("openapi/public-in-policy"),
      text,
      policyText: withEndpoint(`endpoint "${operation.name}" is public\n`),
    },
  ];
}

function openDifference(operation: Operation, description: Description, inDocument: PlantInDocument): Planted {
  return inDocument("a public operation that became guarded", both("openapi/public-in-policy"), (document) => {
    document.setIn([...placeOf(operation), "security"], document.createNode([alternative(description)]));
  });
}

function scopeLess(operation: Operation, inDocument: PlantInDocument): Planted {
  return inDocument("a scope less", both("openapi/refused-scopes"), (document) => {
    document.deleteIn([...scopesPlace(operation), 0]);
  });
}

function scopeDifferences(operation: Operation, inDocument: PlantInDocument): readonly Planted[] {
  const { name, index } = schemeOf(operation);
  const declared = (document: Document): void => {
    const flows = document.getIn(["components", "securitySchemes", name, "flows"]) as { items: { key: unknown }[] };
    for (const { key } of flows.items) {
      document.setIn(["components", "securitySchemes", name, "flows", String(key), "scopes", "planted"], "");
    }
  };
  return [
    inDocument("a scope more", both("openapi/undescribed-scopes"), (document) => {
      declared(document);
      document.addIn(scopesPlace(operation), "planted");
    }),
    inDocument("an alternative more", both("openapi/refused-scopes"), (document) => {
      declared(document);
      document.addIn([...placeOf(operation), "security"], document.createNode({ [name]: ["planted"] }));
    }),
    inDocument("another scope", both("openapi/refused-scopes"), (document) => {
      declared(document);
      document.setIn(scopesPlace(operation), document.createNode(["planted"]));
    }),
    inDocument("an alternative less", both("openapi/undescribed-scopes"), (document) => {
      document.setIn(["components", "securitySchemes", "planted"], document.createNode({ type: "mutualTLS" }));
      document.setIn([...placeOf(operation), "security", index], document.createNode({ planted: [] }));
    }),
  ];
}

function isGuarded({ security }: Operation): boolean {
  return security.alternatives.length > 0 && security.alternatives.every(({ schemes }) => schemes.length > 0);
}

function schemeOf({ security }: Operation): {
  readonly name: string;
  readonly index: number;
  readonly scopes: readonly string[];
} {
  const all = security.alternatives.map(({ schemes }, index) => ({ ...schemes[0], index }));
  const found = all.find(({ scopes = [] }) => scopes.length > 0);
  return { name: found?.name ?? "", index: found?.index ?? 0, scopes: found?.scopes ?? [] };
}

function scopesOf(operation: Operation): readonly string[] {
  return schemeOf(operation).scopes;
}

function placeOf({ path, method }: Operation): (string | number)[] {
  return ["paths", path, method.toLowerCase()];
}

function scopesPlace(operation: Operation): (string | number)[] {
  const { name, index } = schemeOf(operation);
  return [...placeOf(operation), "security", index, name];
}

function alternative({ schemes }: Description): Record<string, string[]> {
  return Object.fromEntries([...schemes.keys()].slice(0, 1).map((name) => [name, []]));
}

/** The whole line of an operation's endpoint, whatever its layout. */
function endpointLine({ name }: Operation): RegExp {
  const text = name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^endpoint "${text}" .*\n`, "m");
}

/** The policy, or an error with what is wrong with it: for suites that are about something else. */
export function mustParse(text: string): Policy {
  const { policy, diagnostics } = parsePolicy([{ name: "policy.authz", text }]);
  if (policy === undefined) throw new Error(`the policy does not compile: ${JSON.stringify(diagnostics[0])}`);
  return policy;
}
