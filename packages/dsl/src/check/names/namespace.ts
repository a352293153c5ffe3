import type { Place } from "../../diagnostics/collector.ts";
import { caseOnly } from "../../diagnostics/names/case-only.ts";
import { duplicateWireName } from "../../diagnostics/names/duplicate-wire-name.ts";
import { duplicate } from "../../diagnostics/names/duplicate.ts";
import type { Name, StringNode } from "../../syntax/tree.ts";
import { placeOf, type Reporting } from "../vocabulary.ts";

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
export function declareName(namespace: Namespace, name: Name, what: string, reporting: Reporting): boolean {
  const place = placeOf(reporting, name);
  const { collector } = reporting;
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
export function declareWire(wires: WireNames, name: Name, as: StringNode | undefined, reporting: Reporting): string {
  const wire = as?.value ?? name.text;
  const place = placeOf(reporting, as ?? name);
  const first = wires.get(wire);
  if (first === undefined) wires.set(wire, { place, written: as !== undefined });
  else {
    // The one that says `as` is the one to change.
    const [culprit, other] = as === undefined && first.written ? [first.place, place] : [place, first.place];
    const related = [{ place: other, message: "spelled the same" }];
    reporting.collector.report(duplicateWireName, culprit, { wire }, { related });
  }
  return wire;
}

/** For what has been reported as a whole: its parts are still of use, but nothing more is said about them. */
export function silently(reporting: Reporting): Reporting {
  return { ...reporting, collector: { ...reporting.collector, report: () => undefined } };
}
