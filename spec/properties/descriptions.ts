import fc from "fast-check";

/** Scopes by scheme, as OpenAPI writes them; several alternatives, each with schemes that are needed at once. */
export type WrittenSecurity = readonly Readonly<Record<string, readonly string[]>>[];

export interface WrittenOperation {
  readonly path: string;
  readonly method: string;
  /** Absent: that of the document counts. */
  readonly security: WrittenSecurity | undefined;
}

export interface WrittenDescription {
  readonly security: WrittenSecurity | undefined;
  readonly operations: readonly WrittenOperation[];
}

export const declaredScopes: string[] = ["a:read", "a:write", "b", "c"];

const scopeSet = fc.subarray(declaredScopes);

/** One scheme an alternative: a policy sees one caller, whatever credentials they show. */
const alternative = fc.oneof(
  { weight: 4, arbitrary: scopeSet.map((scopes) => ({ oauth: scopes })) },
  { weight: 1, arbitrary: fc.constant({ key: [] }) },
  { weight: 1, arbitrary: fc.constant({ cert: [] }) },
);

const security: fc.Arbitrary<WrittenSecurity | undefined> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: fc.constant([]) },
  { weight: 6, arbitrary: fc.array(alternative, { minLength: 1, maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(alternative, { maxLength: 2 }).map((all) => [...all, {}]) },
);

const paths = [
  "/notes",
  "/notes/{id}",
  "/notes/{id}/tags",
  "/notes/{id}/tags/{tag}",
  "/users/{user}",
  "/users/me",
  "/",
];
const methods = ["get", "post", "put", "delete", "patch"];

export const description: fc.Arbitrary<WrittenDescription> = fc.record({
  security,
  operations: fc.uniqueArray(
    fc.record({ path: fc.constantFrom(...paths), method: fc.constantFrom(...methods), security }),
    { minLength: 1, maxLength: 8, selector: ({ path, method }) => `${method} ${path}` },
  ),
});

/** As JSON, which is YAML. */
export function writeDescription({ security: whole, operations }: WrittenDescription): string {
  const items = new Map<string, Record<string, unknown>>();
  for (const { path, method, security: own } of operations) {
    const item = items.get(path) ?? {};
    items.set(path, item);
    item[method] = { ...(own === undefined ? {} : { security: own }), responses: {} };
  }
  const scopes = Object.fromEntries(declaredScopes.map((scope) => [scope, ""]));
  const flow = { authorizationUrl: "https://id.example/", tokenUrl: "https://id.example/", scopes };
  const securitySchemes = {
    oauth: { type: "oauth2", flows: { authorizationCode: flow } },
    key: { type: "apiKey", in: "header", name: "x-key" },
    cert: { type: "mutualTLS" },
  };
  const head = { openapi: "3.1.0", info: { title: "Notes", version: "1" } };
  const body = { paths: Object.fromEntries(items), components: { securitySchemes } };
  return JSON.stringify({ ...head, ...(whole === undefined ? {} : { security: whole }), ...body }, null, 2);
}

/** OpenAPI's own rule: some alternative of which every scheme is shown with every scope; with none, everybody. */
export function satisfies(
  credentials: Readonly<Record<string, readonly string[]>>,
  operation: WrittenOperation,
  whole: WrittenSecurity | undefined,
): boolean {
  const alternatives = operation.security ?? whole ?? [];
  if (alternatives.length === 0) return true;
  return alternatives.some((one) =>
    Object.entries(one).every(([scheme, scopes]) => {
      return Object.hasOwn(credentials, scheme) && scopes.every((scope) => credentials[scheme]?.includes(scope));
    }),
  );
}
