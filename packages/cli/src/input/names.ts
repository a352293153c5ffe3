import { suggest, type EntityType, type Policy } from "@authz/model";
import { UsageError } from "../command.ts";
import type { Asked } from "../render/decision.ts";

/** A question as typed, in the spelling of JSON, and what is odd about its names. */
export interface NamedQuestion {
  readonly subject: Entity;
  readonly action: string;
  readonly resource: Entity;
  /** In the words that were typed. */
  readonly asked: Asked;
  readonly notes: readonly string[];
}

export interface Entity {
  readonly type: string;
  readonly id: string;
}

/** People type the names of the policy; JSON may spell them otherwise, and that spelling is taken, too. */
export function readQuestion(policy: Policy, words: readonly [string, string, string]): NamedQuestion {
  const [subjectWord, actionWord, resourceWord] = words;
  const notes: string[] = [];
  const subject = readSubject(policy, subjectWord, notes);
  const { resource, type } = readResource(policy, resourceWord, notes);
  const action = readAction(type, actionWord, notes);
  const asked = { subject: inWords(subjectWord), action: actionWord, resource: inWords(resourceWord) };
  return { subject, action, resource, asked, notes };
}

/** `Type:id` in the spelling of JSON, and its type if the policy has it; a note if that is no resource. */
export function readResource(
  policy: Policy,
  word: string,
  notes: string[],
): { readonly resource: Entity; readonly type: EntityType | undefined } {
  const typed = readEntity(policy, word, "resource");
  const type = findType(policy, typed.type);
  if (type?.resource === undefined) notes.push(unknownType(policy, typed.type, "resource"));
  return { resource: { type: type?.wire ?? typed.type, id: typed.id }, type };
}

/** `Type:id` or `anonymous`; a note if that is no subject. */
export function readSubject(policy: Policy, word: string, notes: string[]): Entity {
  if (word === "anonymous") return { type: "anonymous", id: "" };
  const typed = readEntity(policy, word, "subject");
  const type = findType(policy, typed.type);
  if (type?.subject !== true && typed.type !== "anonymous") notes.push(unknownType(policy, typed.type, "subject"));
  return { type: type?.wire ?? typed.type, id: typed.id };
}

/** The first colon splits: ids may hold more of them. */
function readEntity(policy: Policy, word: string, role: "subject" | "resource"): Entity {
  const colon = word.indexOf(":");
  const [type, id] = colon < 0 ? [word, ""] : [word.slice(0, colon), word.slice(colon + 1)];
  if (type !== "" && id !== "") return { type, id };
  const fitting = policy.types.filter((each) => (role === "subject" ? each.subject : each.resource !== undefined));
  const isType = findType(policy, type) !== undefined;
  // A word without a colon is more likely an id than a type, unless there is such a type.
  const example = isType
    ? `${type}:${role === "subject" ? "ana" : "1"}`
    : `${fitting[0]?.name ?? "User"}:${id || type || "ana"}`;
  const what = type === "" || (colon < 0 && !isType) ? "no type" : "no id";
  throw new UsageError(`the ${role} \`${word}\` has ${what}`, `write it as Type:id, for example ${example}`);
}

/** An entity as the language writes it. */
export function inWords(word: string): string {
  const colon = word.indexOf(":");
  return colon < 0 ? word : `${word.slice(0, colon)} ${JSON.stringify(word.slice(colon + 1))}`;
}

/** The action of a resource type in the spelling of JSON; a note if the type has none of that name. */
export function readAction(type: EntityType | undefined, word: string, notes: string[]): string {
  const actions = type?.resource?.actions ?? [];
  const action = actions.find(({ name }) => name === word) ?? actions.find(({ wire }) => wire === word);
  if (action === undefined && type?.resource !== undefined) {
    const names = actions.map(({ name }) => name);
    notes.push(`\`${type.name}\` has no action \`${word}\`; ${hint(word, names, "its actions are")}`);
  }
  return action?.wire ?? word;
}

/** By its declared name, or else by the one that JSON has for it. */
export function findType(policy: Policy, word: string): EntityType | undefined {
  return policy.types.find(({ name }) => name === word) ?? policy.types.find(({ wire }) => wire === word);
}

/** What is wrong with a word that should name a type of subjects (resources). */
export function unknownType(policy: Policy, word: string, role: "subject" | "resource"): string {
  const fitting = policy.types.filter((type) => (role === "subject" ? type.subject : type.resource !== undefined));
  const names = fitting.map(({ name }) => name);
  const what =
    findType(policy, word) === undefined ? `the policy has no type \`${word}\`` : `\`${word}\` is no ${role}`;
  return `${what}; ${hint(word, names, `its ${role}s are`)}`;
}

/** The name that was most likely meant, or else those that there are. */
export function hint(word: string, names: readonly string[], are: string): string {
  const near = suggest(word, names);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  return names.length === 0 ? "there are none" : `${are} ${names.slice(0, 12).join(", ")}`;
}
