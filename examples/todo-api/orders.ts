import type { JsonObject } from "@authz/engine";

/** What this API keeps: in a real one, rows of a database. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly total: number;
  status: "open" | "paid" | "shipped" | "cancelled" | "refunded";
}

export function createOrders(): Map<string, Order> {
  const orders: readonly Order[] = [
    { id: "o1", customer: "c1", total: 80, status: "paid" },
    { id: "o2", customer: "c1", total: 900, status: "shipped" },
    { id: "o3", customer: "c2", total: 30, status: "open" },
  ];
  return new Map(orders.map((order) => [order.id, { ...order }]));
}

/** What the policy has to know of an order. */
export function propertiesOf({ customer, total, status }: Order): JsonObject {
  // The policy knows no refunded orders: what was given back was shipped.
  return { total, status: status === "refunded" ? "shipped" : status, parent: { type: "Customer", id: customer } };
}
