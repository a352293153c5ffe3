import { defaultLimits, knownClaims, type Attribute } from "@authz/model";
import type { Schema, TypeEntry } from "../schema/schema.ts";
import { code, createLocals, literal, type Code, type Constants } from "./code.ts";
import { shapeOf } from "./operands.ts";
import * as primitives from "./primitives.ts";

/** Where the generated code of one resource type and one subject type finds what the request says. */
export interface Frame {
  readonly schema: Schema;
  readonly constants: Constants;
  readonly local: () => Code;
  readonly resource: TypeEntry;
  /** Undefined: anonymous callers. */
  readonly subject: TypeEntry | undefined;
  readonly subjectId: Code;
  readonly resourceId: Code;
  /** Values that the request gives, by owner and name: undefined at run time when it does not. */
  readonly given: Readonly<Record<"subject" | "resource", ReadonlyMap<string, Code>>> &
    Readonly<Record<"context" | "token", Given>>;
  /** Application-wide roles that the caller asserts: a list, or undefined. */
  readonly roles: Code;
  /** The time that the request gives, or undefined. */
  readonly time: Code;
  /** Of the action: an object as JSON makes it, or undefined. */
  readonly properties: Code;
}

/** Read when it is first asked for. */
interface Given {
  get(name: string): Code | undefined;
}

export type Owner = "subject" | "resource" | "action" | "context" | "token";

/** Leaves the decision to the interpreter. */
export const handBack: Code = code`return undefined;`;

const numericDates: ReadonlySet<string> = new Set(["auth_time", "exp", "iat", "nbf"]);
const claimNames: ReadonlySet<string> = new Set(knownClaims.map(({ name }) => name));

/** Names that every object seems to have cannot be told from members by reading them. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

interface Reader {
  readonly constants: Constants;
  readonly local: () => Code;
  readonly schema: Schema;
}

/**
 * The declared members of subject and resource, each read once and checked, whether rules need them or not: a wrong type anywhere
 * makes a request invalid. Context and token are checked by {@link checkContext}, which all types share; of them is read what is
 * asked for, so that `statements` are complete when everything that uses the frame has been written. Undefined when generated
 * code cannot read them.
 */
export function readRequest(
  constants: Constants,
  schema: Schema,
  resource: TypeEntry,
  subject: TypeEntry | undefined,
  fitsContext: FitsContext | undefined,
): { readonly frame: Frame; readonly statements: readonly Code[] } | undefined {
  const local = createLocals();
  const reader: Reader = { constants, local, schema };
  const { policy } = schema;
  const ofSubject = readMembers(subject?.type.attributes ?? [], reader, ["roles", "groups"]);
  const ofResource = readMembers(resource.type.attributes, reader, isIn(resource) ? ["parent"] : []);
  const ofContext = readMembers(policy.context.filter(isConverted), reader, [], code`context`);
  const ofToken = readMembers(policy.token.filter(isConverted), reader);
  const parts = [ofSubject, ofResource, ofContext, ofToken];
  if (fitsContext === undefined || parts.some(({ readable }) => !readable)) return undefined;
  const [subjectId, resourceId, roles, time, properties] = [local(), local(), local(), local(), local()];
  const locals = [subjectId, resourceId, roles, time, ofSubject.from, ofResource.from, ofToken.from, properties];
  const statements = [
    [...locals, ...parts.flatMap(({ given }) => [...given.values()])].map((name) => code`let ${name};\n`),
    subject === undefined ? refuse(code`subject`, "properties") : readSubject(subjectId, roles, ofSubject, reader),
    readId(resourceId, code`resource`),
    code`${ofResource.from} = resource.properties;\n`,
    ifThere(ofResource, ofResource.given.has("parent") ? [] : [refuse(ofResource.from, "parent")], reader),
    code`${properties} = action.properties;\nif (${properties} !== undefined && (${isOdd(properties, constants)})) ${handBack}\n`,
    code`if (context !== undefined) {\nif (${constants.add(fitsContext)}(context) !== true) ${handBack}\n`,
    code`${readTime(time, reader)}${ofContext.statements}${ofToken.from} = context.token;\n${unlessMissing(ofToken)}}\n`,
  ].flat();
  const frame: Frame = {
    schema,
    constants,
    local,
    resource,
    subject,
    subjectId,
    resourceId,
    given: {
      subject: ofSubject.given,
      resource: ofResource.given,
      context: readLater(ofContext, policy.context, statements, reader),
      token: readLater(ofToken, policy.token, statements, reader, numericDates),
    },
    roles,
    time,
    properties,
  };
  return { frame, statements };
}

/** Whatever is checked already needs no more than reading, when somebody asks for it. */
function readLater(
  { from, given }: Members,
  attributes: readonly Attribute[],
  statements: Code[],
  { constants, local }: Reader,
  dates?: ReadonlySet<string>,
): Given {
  const known = new Map(given);
  return {
    get(name) {
      const attribute = attributes.find((each) => each.name === name);
      if (attribute === undefined || known.has(name)) return known.get(name);
      const value = local();
      const found = code`${from}[${literal(attribute.wire)}]`;
      const read = dates?.has(name) ? code`${constants.add(primitives.readDate)}(${found})` : found;
      statements.push(code`const ${value} = ${from} === undefined ? undefined : ${read};\n`);
      known.set(name, value);
      return value;
    },
  };
}

export type FitsContext = (context: unknown) => boolean | undefined;

/** The check of contexts, as the body of a function: true when all that it does not leave to {@link readRequest} fits. */
export function checkContext(constants: Constants, schema: Schema): Code | undefined {
  const reader: Reader = { constants, local: createLocals(), schema };
  const { context, token } = schema.policy;
  const readChecked = (attributes: readonly Attribute[], from?: Code): Members =>
    readMembers(
      attributes.filter((attribute) => !isConverted(attribute)),
      reader,
      [],
      from,
    );
  const declared = token.filter(({ name }) => !claimNames.has(name));
  const claims = [...knownClaims.map(({ wire }) => wire), "scp", "scopes"];
  if (!areReadable(context, ["time", "active_roles", "token"]) || !areReadable(declared, claims)) return undefined;
  const [ofContext, ofToken] = [readChecked(context, code`context`), readChecked(declared)];
  const values = [...ofContext.given.values(), ...ofToken.given.values()];
  const known = knownClaims.map((claim) => {
    const value = reader.local();
    values.push(value);
    return readClaim(claim, ofToken.from, value, reader);
  });
  const others = [refuse(ofToken.from, "scp"), refuse(ofToken.from, "scopes"), ...known];
  return code`${values.map((name) => code`let ${name};`)}const ${ofToken.from} = context.token;
if (${ofToken.from} !== undefined && ${isPolluted("token", reader)}) ${handBack}
${refuse(code`context`, "active_roles")}${ofContext.statements}if (${isOdd(code`context`, constants)}) ${handBack}
${ifThere(ofToken, others, reader)}return true;`;
}

/** Into something else than what stands in the request; the others are held as they are. */
function isConverted({ name, type }: Attribute): boolean {
  const { kind } = type;
  return !claimNames.has(name) && (kind === "time" || kind === "duration" || kind === "ip" || kind === "entity");
}

/** Subject and resource in one: what is said of one is said of the other, which is the interpreter's matter. */
export function refuseOneself({ subject, resource, subjectId, resourceId }: Frame): Code {
  return subject === resource ? code`if (${subjectId} === ${resourceId}) ${handBack}\n` : code``;
}

/** Reads the declared attributes of a subject alone, `properties` being a plain object: true when all fit. */
export function readAttributes(
  constants: Constants,
  schema: Schema,
  attributes: readonly Attribute[],
): Code | undefined {
  const members = readMembers(attributes, { constants, local: createLocals(), schema }, ["roles", "groups"]);
  if (!members.readable) return undefined;
  const locals = [...members.given.values()].map((name) => code`let ${name};\n`);
  return code`${locals}const ${members.from} = properties;\n${members.statements}return true;`;
}

function isIn({ type }: TypeEntry): boolean {
  return (type.resource?.parents ?? []).length > 0;
}

/** Declared members of one object, and the code that reads them. */
export interface Members {
  readonly from: Code;
  readonly given: ReadonlyMap<string, Code>;
  readonly statements: readonly Code[];
  /** False when a name cannot be read plainly, or is one that the language reserves there. */
  readonly readable: boolean;
}

export function readMembers(
  attributes: readonly Attribute[],
  reader: Reader,
  reserved: readonly string[] = [],
  from: Code = reader.local(),
): Members {
  const given = new Map<string, Code>();
  const statements: Code[] = [];
  for (const attribute of attributes) {
    const value = reader.local();
    given.set(attribute.name, value);
    statements.push(readMember(attribute, from, value, reader));
  }
  return {
    from,
    given,
    statements,
    readable: areReadable(attributes, reserved),
  };
}

function areReadable(attributes: readonly Attribute[], reserved: readonly string[]): boolean {
  return attributes.every(({ wire }) => !isInherited(wire) && !reserved.includes(wire));
}

/** The members of an object that is there, when it has been looked at before. */
export function unlessMissing({ from, statements }: Members): Code {
  return statements.length === 0 ? code`` : code`if (${from} !== undefined) {\n${statements}}\n`;
}

/** The members of an object that is there, and whatever else stands in it. */
export function ifThere({ from, statements }: Members, others: readonly Code[], { constants }: Reader): Code {
  return code`if (${from} !== undefined) {\n${statements}${others}if (${isOdd(from, constants)}) ${handBack}\n}\n`;
}

/**
 * Not an object as JSON makes it. To be asked after members were read, when the machine knows already what kind of object it is;
 * what has no members at all has thrown by then.
 */
export function isOdd(value: Code, constants: Constants): Code {
  const prototype = primitives.readsProto
    ? code`${value}.__proto__`
    : code`${constants.add(Object.getPrototypeOf)}(${value})`;
  return code`${prototype} !== ${constants.add(Object.prototype)} || ${constants.add(Array.isArray)}(${value})`;
}

function readMember(attribute: Attribute, from: Code, value: Code, reader: Reader): Code {
  const taken = take(attribute, value, reader);
  const guard = taken === undefined ? handBack : code`if (${isPolluted(attribute.wire, reader)}) ${handBack} ${taken}`;
  return code`${value} = ${from}[${literal(attribute.wire)}]; if (${value} !== undefined) { ${guard} }\n`;
}

/** Found on a prototype: then it is not the request that says so. Costs nothing once the machine has learnt that it is not. */
export function isPolluted(wire: string, { constants }: Pick<Reader, "constants">): Code {
  return code`${literal(wire)} in ${constants.add(primitives.empty)}`;
}

/** Checks the value, which is there, and brings it into the plain form; undefined: generated code does not take such values. */
function take({ type }: Attribute, value: Code, reader: Reader): Code | undefined {
  const { constants } = reader;
  const use = (helper: unknown): Code => constants.add(helper);
  const unless = (holds: Code): Code => code`if (!(${holds})) ${handBack}`;
  const through = (helper: unknown): Code =>
    code`${value} = ${use(helper)}(${value}); if (${value} === undefined) ${handBack}`;
  switch (type.kind) {
    case "string":
      return unless(isText(value));
    case "enum":
      return unless(isOneOf(value, type.values, constants));
    case "number":
      return unless(
        code`typeof ${value} === "number" && ${value} <= ${Number.MAX_SAFE_INTEGER} && ${value} >= ${-Number.MAX_SAFE_INTEGER}`,
      );
    case "boolean":
      return unless(code`typeof ${value} === "boolean"`);
    case "time":
      return through(primitives.readTime);
    case "duration":
      return through(primitives.readDuration);
    case "ip":
      return through(primitives.readAddress);
    case "entity":
      return shapeOf(type) === "entity" ? takeEntity(type.types[0] ?? "", value, reader) : undefined;
    case "set":
      return shapeOf(type) === "set" ? unless(isSetOf(type.of, value, constants)) : undefined;
    case "record":
      return undefined;
  }
}

export function isText(value: Code): Code {
  return code`typeof ${value} === "string" && ${value}.length <= ${defaultLimits.requestStringLength}`;
}

const fewValues = 8;

export function isOneOf(value: Code, values: readonly string[], constants: Constants): Code {
  if (values.length > fewValues) return code`${constants.add(new Set(values))}.has(${value})`;
  const tests = values.map((each, at) => code`${at === 0 ? code`` : code` || `}${value} === ${literal(each)}`);
  return values.length === 0 ? code`false` : code`(${tests})`;
}

function isSetOf(type: Attribute["type"], value: Code, constants: Constants): Code {
  if (type.kind === "enum")
    return code`${constants.add(primitives.areAmong)}(${value}, ${constants.add(new Set(type.values))})`;
  const test = { string: primitives.areStrings, number: primitives.areNumbers, boolean: primitives.areBooleans };
  const kind = type.kind === "number" || type.kind === "boolean" ? type.kind : "string";
  return code`${constants.add(test[kind])}(${value})`;
}

/** Keeps the id alone. */
function takeEntity(typeName: string, value: Code, { constants, schema, local }: Reader): Code {
  const wire = schema.types.get(typeName)?.type.wire ?? typeName;
  const [id, type] = [local(), local()];
  return code`const ${id} = ${value}.id, ${type} = ${value}.type; if (!(${isText(id)} && ${type} === ${literal(wire)} && ${constants.add(primitives.isPlainRef)}(${value}))) ${handBack} ${value} = ${id};`;
}

function readClaim(claim: Attribute, from: Code, value: Code, reader: Reader): Code {
  if (claim.name === "scope") return readMember({ ...claim, type: { kind: "string" } }, from, value, reader);
  if (claim.name !== "aud" && !numericDates.has(claim.name)) return readMember(claim, from, value, reader);
  const check =
    claim.name === "aud"
      ? code`if (!(${isText(value)}) && !${reader.constants.add(primitives.areStrings)}(${value})) ${handBack}`
      : code`${value} = ${reader.constants.add(primitives.readDate)}(${value}); if (${value} === undefined) ${handBack}`;
  return code`${value} = ${from}[${literal(claim.wire)}]; if (${value} !== undefined) { if (${isPolluted(claim.wire, reader)}) ${handBack} ${check} }\n`;
}

/** A member that is the interpreter's matter. */
function refuse(from: Code, name: string): Code {
  return code`if (${from}[${literal(name)}] !== undefined) ${handBack}\n`;
}

function readSubject(id: Code, roles: Code, members: Members, reader: Reader): Code {
  const { from } = members;
  const areStrings = reader.constants.add(primitives.areStrings);
  const asserted = code`${roles} = ${from}.roles; if (${roles} !== undefined && (${isPolluted("roles", reader)} || !${areStrings}(${roles}))) ${handBack}\n`;
  return code`${readId(id, code`subject`)}${from} = subject.properties;\n${ifThere(members, [asserted, refuse(from, "groups")], reader)}`;
}

function readTime(time: Code, reader: Reader): Code {
  const read = reader.constants.add(primitives.readTime);
  return code`${time} = context.time; if (${time} !== undefined) { if (${isPolluted("time", reader)}) ${handBack} ${time} = ${read}(${time}); if (${time} === undefined) ${handBack} }\n`;
}

function readId(id: Code, from: Code): Code {
  return code`${id} = ${from}.id; if (!(${isText(id)})) ${handBack}\n`;
}
