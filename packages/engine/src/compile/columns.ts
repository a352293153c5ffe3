import type { Attribute } from "@authz/model";
import type { Node } from "../facts/nodes.ts";
import type { Order } from "../facts/order.ts";
import type { FactsTable } from "../facts/table.ts";
import { stored, storedId } from "./primitives.ts";

/** What the entities of a type say by one attribute, by their ranks: so that many of them are gone through without looking at each. */
export type Column = () => readonly unknown[];

/** How what is stored is held in the plain form. */
export function readerOf({ type }: Attribute): (node: Node, name: string) => unknown {
  return type.kind === "entity" ? storedId : stored;
}

/** Each is made when it is first asked for, and again for another order; what has lost its rank since is not to be looked up. */
export function createColumns({
  inOrder,
}: Pick<FactsTable, "inOrder">): (type: string, attribute: Attribute) => Column {
  const columns = new Map<string, Column>();
  return (type, attribute) => {
    const key = JSON.stringify([type, attribute.name]);
    const column = columns.get(key) ?? createColumn(() => inOrder(type), attribute);
    columns.set(key, column);
    return column;
  };
}

function createColumn(inOrder: () => Order<Node>, attribute: Attribute): Column {
  let made: Order<Node> | undefined;
  let values: readonly unknown[] = [];
  return () => {
    const order = inOrder();
    if (order === made) return values;
    made = order;
    values = valuesOf(order, attribute);
    return values;
  };
}

function valuesOf({ ranked }: Order<Node>, attribute: Attribute): readonly unknown[] {
  const read = readerOf(attribute);
  // Equal texts are one, so that comparing them looks no further.
  const texts = new Map<string, string>();
  return ranked.map((node) => {
    const value = read(node, attribute.name);
    if (typeof value !== "string") return value;
    const text = texts.get(value) ?? value;
    texts.set(value, text);
    return text;
  });
}
