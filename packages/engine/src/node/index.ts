/** Reading files: policies and facts from disk, and JSON with the places where it is wrong. Needs Node. */
export { loadPolicy, readPolicy, readPolicySources } from "./read-policy.ts";
export type { ReadFactsOptions } from "./read-facts.ts";
export { loadFacts, parseFactsTexts, readFacts } from "./read-facts.ts";
export type { Loaded } from "./loaded.ts";
export { DiagnosticsError } from "./loaded.ts";
export type { LoadOptions } from "./options.ts";
export type { Document, Pointed, PointedPart, ReadData } from "./data/document.ts";
export type { JsonText } from "./data/json.ts";
export { readJson, wholeText } from "./data/json.ts";
export { readYaml } from "./data/read-yaml.ts";
export type { ReadText } from "./read-text.ts";
export { readText } from "./read-text.ts";
export { notWritten, refused } from "./failures.ts";
