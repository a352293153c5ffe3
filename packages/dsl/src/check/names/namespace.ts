import type { Origin, Source } from "@authz/model";
import type { Collector, Place } from "../../diagnostics/collector.ts";
import { caseOnly } from "../../diagnostics/names/case-only.ts";
import { duplicateWireName } from "../../diagnostics/names/duplicate-wire-name.ts";
import { duplicate } from "../../diagnostics/names/duplicate.ts";
import type { Name, StringNode } from "../../syntax/tree.ts";

/** Where a declaration is read: in which file, and whom it is reported to. */
export interface Reading {
  readonly source: Source;
  readonly collector: Collector;
}

interface Declared {
  readonly name: string;
  /** `a role of \`Invoice\``, for messages. */
  readonly what: string;
  readonly place: Place;
}

/** Names of which there may be one each (contract, section 2). */
export interface Namespace {
  readonly declared: Map<string, Declared>;
  /** By the name in lower case: only for the warning about names that differ in nothing else. */
  readonly folded: Map<string, Declared>;
}

/** What JSON spells; a namespace of its own for each place in JSON. */
export type WireNames = Map<string, { readonly place: Place; readonly written: boolean }>;

export function createNamespace(): Namespace {
  return { declared: new Map(), folded: new Map() };
}

/** False, and reported, when the name is taken. */
export function declareName(namespace: Namespace, name: Name, what: string, reading: Reading): boolean {
  const place = placeIn(reading, name);
  const { collector } = reading;
  const first = namespace.declared.get(name.text);
  if (first !== undefined) {
    const related = [{ place: first.place, message: "first declared here" }];
    collector.report(duplicate, place, { name: name.text, what: first.what }, { related });
    return false;
  }
  const declared = { name: name.text, what, place };
  namespace.declared.set(name.text, declared);
  const similar = namespace.folded.get(name.text.toLowerCase());
  if (similar === undefined) namespace.folded.set(name.text.toLowerCase(), declared);
  else {
    const related = [{ place: similar.place, message: `\`${similar.name}\` is declared here` }];
    collector.report(caseOnly, place, { name: name.text, other: similar.name, what: similar.what }, { related });
  }
  return true;
}

/** The wire's spelling: what `as` says, or else the name. Reported when something else there is spelled the same. */
export function declareWire(wires: WireNames, name: Name, as: StringNode | undefined, reading: Reading): string {
  const wire = as?.value ?? name.text;
  const place = placeIn(reading, as ?? name);
  const first = wires.get(wire);
  if (first === undefined) wires.set(wire, { place, written: as !== undefined });
  else {
    // The one that says `as` is the one to change.
    const [culprit, other] = as === undefined && first.written ? [first.place, place] : [place, first.place];
    const related = [{ place: other, message: "spelled the same" }];
    reading.collector.report(duplicateWireName, culprit, { wire }, { related });
  }
  return wire;
}

export function placeIn(reading: Reading, node: { readonly span: Place["span"] }): Place {
  return { source: reading.source, span: node.span };
}

export function originIn(reading: Reading, node: { readonly span: Place["span"] }): Origin {
  const { source, line, column } = reading.collector.location(placeIn(reading, node));
  return { source, line, column };
}

/** For what has been reported as a whole: its parts are still of use, but nothing more is said about them. */
export function silently(reading: Reading): Reading {
  return { ...reading, collector: { ...reading.collector, report: () => undefined } };
}
