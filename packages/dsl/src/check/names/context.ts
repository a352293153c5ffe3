import { type Attribute, knownClaims } from "@authz/model";
import { knownClaim } from "../../diagnostics/names/known-claim.ts";
import type { ContextNode } from "../../syntax/tree.ts";
import { placeOf } from "../vocabulary.ts";
import { type AttributeHome, declareAttributes } from "./attributes.ts";
import { createNamespace } from "./namespace.ts";
import type { Part, Parts } from "./parts.ts";
import { reservedInContext, reservedInToken } from "./reserved.ts";

/** All `context` blocks, or all `token` blocks and the known claims. */
export function declareContext(parts: Parts, root: ContextNode["root"]): ReadonlyMap<string, Attribute> {
  const { names, wires } = root === "token" ? reservedInToken : reservedInContext;
  const home: AttributeHome = {
    what: root === "token" ? "a claim of the token" : "an attribute of the context",
    names: createNamespace(),
    wires: new Map(),
    reserved: names,
    reservedWires: wires,
  };
  const attributes = new Map<string, Attribute>(
    root === "token" ? knownClaims.map((claim) => [claim.name, claim]) : [],
  );
  for (const part of parts.contexts) {
    if (part.node.root !== root) continue;
    const nodes = root === "token" ? withoutKnownClaims(part) : part.node.attributes;
    declareAttributes(nodes, home, attributes, parts, part.reporting);
  }
  return attributes;
}

const known = new Set(knownClaims.map((claim) => claim.wire));

/** Declaring a known claim again is a duplicate (contract, fine print 10). */
function withoutKnownClaims({ node, reporting }: Part<ContextNode>): ContextNode["attributes"] {
  return node.attributes.filter(({ name, as }) => {
    const again = known.has(name.text) ? name : as !== undefined && known.has(as.value) ? as : undefined;
    if (again === undefined) return true;
    const text = again.kind === "name" ? again.text : again.value;
    reporting.collector.report(knownClaim, placeOf(reporting, again), { name: text });
    return false;
  });
}
