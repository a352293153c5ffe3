/**
 * What of the language decisions may meet. Here it is everything. `authz compile` puts another file in the place of this one,
 * with false for what a policy does not use, and the bundler drops what nothing leads to any more: so a constant may guard only
 * what no request and no facts can lead to without that part of the policy.
 */

/** Explanations can be asked for, and whom or what a search has not heard of can be asked about: never in a module. */
export const explanations: boolean = true;

/** Rules, requirements or derivations have guards. */
export const conditions: boolean = true;
/** `<`, `<=`, `>`, `>=` */
export const orders: boolean = true;
/** `contains`, `containsAll`, `containsAny` */
export const containment: boolean = true;
/** `in` */
export const inclusion: boolean = true;
/** `+` and `-` */
export const sums: boolean = true;
/** `like` */
export const patterns: boolean = true;
/** `has` */
export const presence: boolean = true;
/** `is` */
export const roleConditions: boolean = true;

/** Addresses and durations are written somewhere, or what an attribute is. */
export const addresses: boolean = true;
export const durations: boolean = true;
/** Attributes have these types. */
export const enums: boolean = true;
export const entities: boolean = true;

/** There are roles. */
export const roles: boolean = true;
/** Roles include others. */
export const hierarchies: boolean = true;
/** Roles follow from something else. */
export const derivedRoles: boolean = true;
/** People are those of a role or an attribute of a resource. */
export const membership: boolean = true;
export const exclusives: boolean = true;
/** Resources are in others. */
export const parents: boolean = true;

/** There are scopes, or requirements want some. */
export const scopes: boolean = true;
export const requirements: boolean = true;
