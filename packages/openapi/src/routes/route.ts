import type { Location } from "@authz/model";

/** A route of an app, with its parameters as they are in endpoints. */
export interface Route {
  /** Upper-case; `*` is every method. */
  readonly method: string;
  /** As the app writes it. */
  readonly name: string;
  readonly segments: readonly RouteSegment[];
  readonly location: Location;
}

export type RouteSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string }
  /** The last one: one segment or more. */
  | { readonly kind: "rest"; readonly name: string };
