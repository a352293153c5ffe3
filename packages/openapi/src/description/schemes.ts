import type { SchemeKind, SecurityScheme } from "./description.ts";
import type { References } from "./references.ts";
import { isData, member, objectMember, textMember, type Data, type Reader } from "./shapes.ts";
import { unexpectedShape } from "../diagnostics/openapi/unexpected-shape.ts";

/** `components/securitySchemes` of the document. */
export function readSchemes(root: Data, references: References, reader: Reader): ReadonlyMap<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>();
  const components = objectMember(root, "components", "`components`", reader);
  const declared =
    components === undefined ? undefined : objectMember(components, "securitySchemes", "`securitySchemes`", reader);
  for (const name of Object.keys(declared ?? {})) {
    const written = objectMember(declared ?? {}, name, `the security scheme \`${name}\``, reader);
    const data = written === undefined ? undefined : references.follow(written);
    if (data === undefined) continue;
    const scheme = readScheme(name, data, reader);
    if (scheme !== undefined) schemes.set(name, scheme);
  }
  return schemes;
}

function readScheme(name: string, data: object, reader: Reader): SecurityScheme | undefined {
  const type = textMember(data, "type");
  switch (type) {
    case "oauth2":
      return readOauth(name, data, reader);
    case "openIdConnect":
    case "http":
    case "apiKey":
    case "mutualTLS":
      return { name, kind: type, scopes: type === "openIdConnect" ? undefined : new Map(), flows: [] };
    case undefined:
    default: {
      const parameters = {
        part: `the type of the security scheme \`${name}\``,
        expected: "`apiKey`, `http`, `mutualTLS`, `oauth2` or `openIdConnect`",
      };
      reader.findings.report(unexpectedShape, reader.places.value(data, "type"), parameters);
      return undefined;
    }
  }
}

function readOauth(name: string, data: object, reader: Reader): SecurityScheme {
  const flows = objectMember(data, "flows", `the flows of \`${name}\``, reader) ?? {};
  const scopes = new Map<string, string>();
  const places: object[] = [];
  let kind: SchemeKind = "machine";
  for (const flow of Object.keys(flows)) {
    if (flow.startsWith("x-")) continue;
    if (flow !== "clientCredentials") kind = "user";
    const declared = readFlowScopes(flows, flow, name, reader);
    if (declared === undefined) continue;
    places.push(declared);
    for (const scope of Object.keys(declared)) {
      const text = member(declared, scope);
      scopes.set(scope, typeof text === "string" ? text : "");
    }
  }
  return { name, kind: Object.keys(flows).length === 0 ? "user" : kind, scopes, flows: places };
}

function readFlowScopes(flows: Data, flow: string, name: string, reader: Reader): Data | undefined {
  const data = objectMember(flows, flow, `the flow \`${flow}\` of \`${name}\``, reader);
  if (!isData(data)) return undefined;
  return objectMember(data, "scopes", `the scopes of \`${name}\``, reader);
}
