const id: readonly [string, string] = ["id", "is what tells one entity from another"];

const ofSubjects: readonly (readonly [string, string])[] = [
  ["roles", "is where a request asserts application-wide roles"],
  ["groups", "is where a request names the groups of a subject"],
];
const ofChildren: readonly (readonly [string, string])[] = [["parent", "is what the resource is in"]];
const ofContext: readonly (readonly [string, string])[] = [
  ["token", "holds the claims of the token"],
  ["time", "is the time of the request"],
  ["active_roles", "is where a request names its active roles"],
];

/** Attribute names and spellings that mean something already where they are declared, and what. */
export interface Reserved {
  readonly names: ReadonlyMap<string, string>;
  readonly wires: ReadonlyMap<string, string>;
}

export function reservedInType(isSubject: boolean, hasParents: boolean): Reserved {
  const wires = [...(isSubject ? ofSubjects : []), ...(hasParents ? ofChildren : [])];
  return { names: new Map([id, ...wires]), wires: new Map(wires) };
}

export const reservedInContext: Reserved = { names: new Map([id, ...ofContext]), wires: new Map(ofContext) };
export const reservedInToken: Reserved = { names: new Map([id]), wires: new Map() };
export const reservedInAction: Reserved = {
  names: new Map([id, ["name", "is the name of the action"]]),
  wires: new Map(),
};
