import { suggest } from "@authz/model";
import { invalidScope } from "../diagnostics/openapi/invalid-scope.ts";
import { overLimit } from "../diagnostics/openapi/over-limit.ts";
import { undeclaredScope } from "../diagnostics/openapi/undeclared-scope.ts";
import { unexpectedShape } from "../diagnostics/openapi/unexpected-shape.ts";
import { unknownScheme } from "../diagnostics/openapi/unknown-scheme.ts";
import { openapiLimits } from "../limits.ts";
import { hasScopes, type Alternative, type DemandedScheme, type SecurityScheme } from "./description.ts";
import { isData, member, type Reader } from "./shapes.ts";

/** `scope-token` of RFC 6749, 3.3: printable ASCII but space, `"` and `\`. */
export function isScopeName(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);
}

/**
 * The alternatives of `security` in an operation or the document; undefined when it is absent. What is wrong with it never
 * makes it public: an alternative that nobody can satisfy takes the place of what cannot be read.
 */
export function readSecurity(
  holder: object,
  schemes: ReadonlyMap<string, SecurityScheme>,
  reader: Reader,
): readonly Alternative[] | undefined {
  const written = member(holder, "security");
  if (written === undefined) return undefined;
  const location = reader.places.value(holder, "security");
  const unsatisfiable: Alternative = { schemes: [{ name: "", kind: undefined, scopes: [], location }], location };
  if (!Array.isArray(written)) {
    reader.findings.report(unexpectedShape, location, { part: "`security`", expected: "a list of alternatives" });
    return [unsatisfiable];
  }
  if (written.length > openapiLimits.alternatives) {
    const parameters = { what: "the alternatives of one `security`", limit: openapiLimits.alternatives };
    reader.findings.report(overLimit, location, parameters);
    return [unsatisfiable];
  }
  return written.map((one: unknown, index) => {
    const place = reader.places.value(written, index);
    if (isData(one) && Object.keys(one).length <= openapiLimits.alternatives) {
      const demanded = Object.keys(one).map((name) => readDemand(one, name, schemes, reader));
      return { schemes: demanded, location: place };
    }
    const parameters = { part: "an alternative of `security`", expected: "an object of schemes with their scopes" };
    reader.findings.report(unexpectedShape, place, parameters);
    return unsatisfiable;
  });
}

function readDemand(
  alternative: object,
  name: string,
  schemes: ReadonlyMap<string, SecurityScheme>,
  reader: Reader,
): DemandedScheme {
  const { findings, places } = reader;
  const scheme = schemes.get(name);
  const location = places.name(alternative, name);
  if (scheme === undefined) {
    const suggestion = suggest(name, schemes.keys());
    findings.report(unknownScheme, location, { scheme: name, suggestion }, { suggestion });
  }
  const list = member(alternative, name);
  const scopes: string[] = [];
  if (!Array.isArray(list) || list.length > openapiLimits.alternatives) {
    const parameters = { part: `what \`${name}\` demands`, expected: "a short list of scopes" };
    findings.report(unexpectedShape, places.value(alternative, name), parameters);
    return { name, kind: undefined, scopes: [], location };
  }
  if (!hasScopes(scheme?.kind)) return { name, kind: scheme?.kind, scopes: [], location };
  for (const [index, scope] of list.entries()) {
    if (readScope(list, index, scope, scheme, reader)) scopes.push(scope);
  }
  const isWhole = scopes.length === list.length;
  return { name, kind: isWhole ? scheme?.kind : undefined, scopes: isWhole ? scopes : [], location };
}

/** Is it a scope that a token can have? That the scheme does not list it is a finding, no more. */
function readScope(
  list: readonly unknown[],
  index: number,
  scope: unknown,
  scheme: SecurityScheme | undefined,
  { findings, places }: Reader,
): scope is string {
  const location = places.value(list, index);
  if (typeof scope !== "string") {
    findings.report(unexpectedShape, location, { part: "a scope", expected: "a text" });
    return false;
  }
  if (!isScopeName(scope)) {
    findings.report(invalidScope, location, { scope });
    return false;
  }
  if (scheme?.scopes === undefined || scheme.scopes.has(scope)) return true;
  const suggestion = suggest(scope, scheme.scopes.keys());
  findings.report(undeclaredScope, location, { scope, scheme: scheme.name, suggestion }, { suggestion });
  return true;
}
