/** JSON, as read. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** One entity, by its type and its id within the type. */
export interface Ref {
  readonly type: string;
  readonly id: string;
}

/** An entity as facts write it, in the wire's spelling. */
export interface EntityData extends Ref {
  readonly properties?: JsonObject;
  readonly parent?: Ref | readonly Ref[];
  readonly groups?: Ref | readonly Ref[];
}

/** Who holds an assignment: an entity, everyone of a type (`id` is `*`), or whoever holds `role` on the entity. */
export interface HolderRef extends Ref {
  readonly role?: string;
}

/** A role given to somebody: application-wide when `resource` is absent. */
export interface AssignmentData {
  readonly subject: HolderRef;
  readonly role: string;
  readonly resource?: Ref;
  /** RFC 3339, inclusive. */
  readonly notBefore?: string;
  /** RFC 3339, inclusive. */
  readonly notAfter?: string;
}
