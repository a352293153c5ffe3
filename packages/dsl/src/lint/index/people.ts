import type { People } from "@authz/model";

/** All names of a people-expression, those taken away included. */
export function namesOfPeople(people: People): readonly PeopleName[] {
  switch (people.kind) {
    case "anyone":
    case "type":
    case "role":
    case "member":
      return [people];
    case "or":
    case "and":
      return people.items.flatMap(namesOfPeople);
    case "butNot":
      return [...namesOfPeople(people.people), ...namesOfPeople(people.except)];
  }
}

export type PeopleName = Extract<People, { readonly kind: "anyone" | "type" | "role" | "member" }>;

/** Whether somebody without identity can be among them: they hold no role and are of no type. */
export function admitsAnonymous(people: People): boolean {
  switch (people.kind) {
    case "anyone":
      return true;
    case "type":
    case "role":
    case "member":
      return false;
    case "or":
      return people.items.some(admitsAnonymous);
    case "and":
      return people.items.every(admitsAnonymous);
    case "butNot":
      return admitsAnonymous(people.people) && !admitsAnonymous(people.except);
  }
}

/** The ways into a set of people: whoever is in one of them is in, unless taken away. */
export function alternativesOf(people: People): readonly People[] {
  switch (people.kind) {
    case "anyone":
    case "type":
    case "role":
    case "member":
    case "and":
      return [people];
    case "or":
      return people.items.flatMap(alternativesOf);
    case "butNot":
      return alternativesOf(people.people);
  }
}

/** Whether all of them stand in some relation to the resource: a role on it, one of its people, or those of what it is in. */
export function dependsOnResource(people: People): boolean {
  switch (people.kind) {
    case "anyone":
    case "type":
    case "role":
      return false;
    case "member":
      return true;
    case "or":
      return people.items.every(dependsOnResource);
    case "and":
      return people.items.some(dependsOnResource);
    case "butNot":
      return dependsOnResource(people.people);
  }
}
