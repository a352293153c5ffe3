/** Holds an OpenAPI description and a policy against each other, and makes one from the other. Reads no files by itself. */
export type {
  Alternative,
  DemandedScheme,
  Description,
  Operation,
  SchemeKind,
  Security,
  SecurityScheme,
  TemplateSegment,
} from "./description/description.ts";
export type { ReadFile } from "./description/references.ts";
export type { ReadDescription, ReadOptions } from "./description/read-description.ts";
export { readDescription } from "./description/read-description.ts";
export type { CheckedPolicy, CheckOptions } from "./check/check-description.ts";
export { checkDescription } from "./check/check-description.ts";
export { createPolicyText } from "./init/policy-text.ts";
export type { SubjectType } from "./init/subjects.ts";
export { subjectOf } from "./init/subjects.ts";
export { openapiLimits } from "./limits.ts";
export type { AnnotateOptions, Annotated } from "./annotate/annotate-description.ts";
export { annotateDescription } from "./annotate/annotate-description.ts";
export type { Route, RouteSegment } from "./routes/route.ts";
export { readRoutes } from "./routes/read-routes.ts";
export { checkRoutes } from "./routes/check-routes.ts";
export type { ListedEndpoint } from "./routes/list-endpoints.ts";
export { listEndpoints } from "./routes/list-endpoints.ts";
