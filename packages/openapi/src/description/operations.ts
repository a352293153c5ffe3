import { duplicateOperation } from "../diagnostics/openapi/duplicate-operation.ts";
import { overLimit } from "../diagnostics/openapi/over-limit.ts";
import { unexpectedShape } from "../diagnostics/openapi/unexpected-shape.ts";
import { unsupportedPath } from "../diagnostics/openapi/unsupported-path.ts";
import { openapiLimits } from "../limits.ts";
import {
  isSatisfiable,
  type Alternative,
  type Description,
  type Operation,
  type Security,
  type SecurityScheme,
} from "./description.ts";
import { readTemplate, templateKey } from "./path-template.ts";
import type { References } from "./references.ts";
import { readSecurity } from "./security.ts";
import { isData, objectMember, textMember, type Data, type Reader } from "./shapes.ts";

/** The fields of a path item that are operations; `query` comes with OpenAPI 3.2. */
const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

export interface OperationsReader extends Reader {
  readonly references: References;
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  /** Of the whole document. */
  readonly security: readonly Alternative[] | undefined;
  readonly root: Data;
  /** Stands before every path: the part of the server's address that requests carry. */
  readonly prefix: string;
}

/** All operations of `paths` that an endpoint can match, in their order. */
export function readOperations(reader: OperationsReader): Pick<Description, "operations" | "isWhole"> {
  const operations: Operation[] = [];
  const seen = new Map<string, Operation>();
  const paths = objectMember(reader.root, "paths", "`paths`", reader);
  let isWhole = paths !== undefined || !Object.hasOwn(reader.root, "paths");
  for (const path of Object.keys(paths ?? {})) {
    if (path.startsWith("x-")) continue;
    const found = readPath(paths ?? {}, path, reader);
    isWhole &&= found !== undefined;
    for (const operation of found ?? []) {
      if (operations.length >= openapiLimits.operations) {
        const parameters = { what: "operations of a description", limit: openapiLimits.operations };
        reader.findings.report(overLimit, operation.location, parameters);
        return { operations, isWhole: false };
      }
      if (isFirst(operation, seen, reader)) operations.push(operation);
    }
  }
  return { operations, isWhole };
}

function isFirst(operation: Operation, seen: Map<string, Operation>, { findings }: Reader): boolean {
  const key = templateKey(operation.method, operation.segments);
  const other = seen.get(key);
  if (other === undefined) return seen.set(key, operation).size > 0;
  const parameters = { operation: operation.name, other: other.name };
  const related = [{ location: other.location, message: "the other one" }];
  findings.report(duplicateOperation, operation.location, parameters, { related });
  return false;
}

/** Undefined when its operations are unknown. */
function readPath(paths: Data, path: string, reader: OperationsReader): readonly Operation[] | undefined {
  const written = objectMember(paths, path, `the path \`${path}\``, reader);
  if (written === undefined) return undefined;
  const template = readTemplate(reader.prefix + path);
  if ("problem" in template) {
    reader.findings.report(unsupportedPath, reader.places.name(paths, path), { path, problem: template.problem });
    return [];
  }
  const item = reader.references.follow(written);
  if (item === undefined) return undefined;
  // Beside `$ref` a path item may have operations of its own.
  const holders = item === written ? [written] : [written, item];
  return methods.flatMap((method) => {
    const holder = holders.find((one) => Object.hasOwn(one, method));
    if (holder === undefined) return [];
    const data: unknown = Reflect.get(holder, method);
    const location = reader.places.name(holder, method);
    if (!isData(data)) {
      reader.findings.report(unexpectedShape, location, { part: `\`${method}\``, expected: "an object" });
      return [];
    }
    const name = `${method.toUpperCase()} ${reader.prefix}${path}`;
    const head = { method: method.toUpperCase(), path: reader.prefix + path, name, location, data };
    return [{ ...head, ...describe(data), segments: template.segments, security: securityOf(data, head, reader) }];
  });
}

function describe(data: object): Pick<Operation, "operationId" | "summary"> {
  const operationId = textMember(data, "operationId");
  const summary = textMember(data, "summary") ?? textMember(data, "description");
  return { ...(operationId === undefined ? {} : { operationId }), ...(summary === undefined ? {} : { summary }) };
}

/** An operation's own `security` replaces that of the document. */
function securityOf(data: object, { location }: Pick<Operation, "location">, reader: OperationsReader): Security {
  const own = readSecurity(data, reader.schemes, reader);
  if (own !== undefined) {
    const place = reader.places.name(data, "security");
    return { alternatives: own, location: place, written: "operation", isSound: isSound(own) };
  }
  const { root, security } = reader;
  if (security === undefined) return { alternatives: [], location, written: "nowhere", isSound: true };
  const place = reader.places.name(root, "security");
  return { alternatives: security, location: place, written: "document", isSound: isSound(security) };
}

function isSound(alternatives: readonly Alternative[]): boolean {
  return alternatives.every((one) => one.schemes.length === 0 || isSatisfiable(one));
}
