import type { Action, Attribute } from "@authz/model";
import type { ActionNode, ActionsNode } from "../../syntax/tree.ts";
import { originOf } from "../origin.ts";
import type { Reporting } from "../vocabulary.ts";
import { declareAttributes } from "./attributes.ts";
import { byName } from "./lists.ts";
import { createNamespace, declareName, declareWire, type Namespace, type WireNames } from "./namespace.ts";
import type { Parts } from "./parts.ts";
import { reservedInAction } from "./reserved.ts";

export interface ActionHome {
  /** The resource type. */
  readonly type: string;
  readonly names: Namespace;
  readonly wires: WireNames;
}

/** Actions have a namespace of their own, one for each resource type. */
export function declareActions(
  node: ActionsNode,
  home: ActionHome,
  into: Map<string, Action>,
  parts: Parts,
  reporting: Reporting,
): void {
  for (const action of node.actions) {
    if (!declareName(home.names, action.name, `an action of \`${home.type}\``, reporting)) continue;
    into.set(action.name.text, {
      name: action.name.text,
      wire: declareWire(home.wires, action.name, action.as, reporting),
      attributes: declareOwn(action, parts, reporting),
      ...(node.doc === undefined ? {} : { doc: node.doc }),
      origin: originOf(reporting, action.name),
    });
  }
}

/** Most actions have no attributes: they share one list. */
const none: readonly Attribute[] = Object.freeze([]);

function declareOwn({ name, attributes }: ActionNode, parts: Parts, reporting: Reporting): readonly Attribute[] {
  if (attributes.length === 0) return none;
  const declared = new Map<string, Attribute>();
  const home = {
    what: `an attribute of \`${name.text}\``,
    names: createNamespace(),
    wires: new Map(),
    reserved: reservedInAction.names,
    reservedWires: reservedInAction.wires,
  };
  declareAttributes(attributes, home, declared, parts, reporting);
  return byName(declared.values());
}
