/** What authz says of descriptions and routes, by code: without what reads them, which takes a while to load. */
export { diagnostics } from "./diagnostics.generated.ts";
