import type { Engine } from "@authz/engine";
import { suggest } from "@authz/model";
import { visible } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Entity } from "./names.ts";

/** More ids than this are not looked through for the one that was meant. */
const suggestible = 10_000;

/**
 * A note for each entity that the facts do not name although they hold others of its type: most likely a slip, and its answer
 * would look like any other.
 */
export async function noteUnknownEntities(
  { facts, policy }: Engine,
  asked: readonly Entity[],
  { err }: Terminal,
): Promise<void> {
  for (const { type, id } of asked) {
    if (facts.entity({ type, id }) !== undefined) continue;
    const others = facts.entities(type);
    const isAssigned = [{ subject: { type, id } }, { resource: { type, id } }].some(
      (filter) => facts.assignments(filter).length > 0,
    );
    if (others.length === 0 || isAssigned) continue;
    const near =
      others.length > suggestible
        ? undefined
        : suggest(
            id,
            others.map((other) => other.id),
          );
    const hint = near === undefined ? "" : `; did you mean ${JSON.stringify(near)}?`;
    const name = policy.types.find((each) => each.wire === type)?.name ?? type;
    const text = `the facts name no ${name} ${JSON.stringify(id)}${hint}`;
    await err.write(`${err.colours.yellow("note:")} ${visible(text)}\n`);
  }
}
