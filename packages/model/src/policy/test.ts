import type { AssignmentData, EntityData, JsonObject } from "./data.ts";
import type { Origin } from "./types.ts";

/** Facts of a file's tests, in the wire's spelling: what section "Facts" of the language reference describes. */
export interface FixtureBlock {
  readonly facts: TestFacts;
  readonly origin: Origin;
}

export interface TestFacts {
  readonly entities: readonly (EntityData & { readonly origin: Origin })[];
  readonly assignments: readonly (AssignmentData & { readonly origin: Origin })[];
}

export interface TestBlock {
  readonly name: string;
  readonly facts: TestFacts;
  readonly expectations: readonly Expectation[];
  readonly doc?: string;
  readonly origin: Origin;
}

/** `subject` is `{ type: "anonymous", id: "" }` for the caller without identity. Names are the wire's. */
export interface Expectation {
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: JsonObject };
  /** `token`, `time`, `active_roles` and the declared ones. */
  readonly context: JsonObject;
  readonly can: boolean;
  readonly question:
    | {
        readonly kind: "actions";
        readonly actions: readonly AskedAction[];
        readonly resource: { readonly type: string; readonly id: string };
      }
    | { readonly kind: "http"; readonly method: string; readonly path: string };
  /** A code of the table of decisions, or the label of a rule that must have determined it. */
  readonly because?: string;
  readonly origin: Origin;
}

export interface AskedAction {
  readonly name: string;
  readonly properties?: JsonObject;
}
