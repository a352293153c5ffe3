import type { Origin, Span } from "@authz/model";
import { placeOf, type Reporting } from "./vocabulary.ts";

/** Where something was written, as explanations and logs say it. */
export function originOf(context: Reporting, node: { readonly span: Span }): Origin {
  const { source, line, column } = context.collector.location(placeOf(context, node));
  return { source, line, column };
}

/** The `doc` of a declaration, for the model. */
export function docOf(node: { readonly doc?: string }): { readonly doc?: string } {
  return node.doc === undefined ? {} : { doc: node.doc };
}
