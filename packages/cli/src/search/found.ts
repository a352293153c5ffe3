import type { EntityType } from "@authz/model";
import { randomUUID } from "node:crypto";
import { UsageError } from "../command.ts";

/** What a search has found of one type. */
export interface FoundOfType {
  /** As JSON spells it. */
  readonly type: string;
  /** As the policy spells it. */
  readonly name: string;
  readonly entities: readonly FoundEntity[];
  /** There are more than --limit. */
  readonly isCut: boolean;
  /** The same holds for every entity of the type that nobody has named: with which actions. Of `who`, the one that was asked for. */
  readonly others: readonly ActionName[];
  /** The same may hold for some of them, by their ids or by what a request says of them. */
  readonly perhaps: readonly ActionName[];
}

export interface FoundEntity {
  readonly id: string;
  /** Those that may be done on it; of `who`, the one that was asked for. */
  readonly actions: readonly ActionName[];
}

export interface ActionName {
  readonly name: string;
  readonly wire: string;
}

export function foundAnything(found: readonly FoundOfType[]): boolean {
  return found.some(({ entities, others }) => entities.length > 0 || others.length > 0);
}

/** As it is named in an answer. */
export function typeNames({ name, wire }: EntityType): Pick<FoundOfType, "name" | "type"> {
  return { name, type: wire };
}

/** An id that no facts have: what holds for it, holds for every entity that nobody has named. */
export function strangersId(): string {
  return randomUUID();
}

/** The engine says why it could not search: the question does not fit the policy. */
export function refuseProblem(problem: string | undefined): void {
  if (problem !== undefined) throw new UsageError(`it could not be asked: ${problem}`);
}
