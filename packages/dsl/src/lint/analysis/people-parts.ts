import type { People } from "@authz/model";
import type { PeopleNode } from "../../syntax/tree.ts";

/** People as written, and as they are in the model. */
export interface PeoplePart {
  readonly node: PeopleNode;
  readonly people: People;
}

/** A people-expression and all those in it, outermost first. */
export function peopleParts(whole: PeoplePart): readonly PeoplePart[] {
  return [whole, ...itemsOfPeople(whole).flatMap(peopleParts)];
}

/** What it is directly made of; of `but not` both sides. */
export function itemsOfPeople({ node, people }: PeoplePart): readonly PeoplePart[] {
  if (node.kind === "butNot" && people.kind === "butNot") {
    return [
      { node: node.people, people: people.people },
      { node: node.except, people: people.except },
    ];
  }
  const isUnion = (node.kind === "or" && people.kind === "or") || (node.kind === "and" && people.kind === "and");
  if (!isUnion || node.items.length !== people.items.length) return [];
  return node.items.flatMap((item, index) => {
    const one = people.items[index];
    return one === undefined ? [] : [{ node: item, people: one }];
  });
}
