import { identitySchema } from "@authz/identity";
import type { LintOptionDefinition, LintOptionValue, LintRule } from "@authz/dsl/lint";

/** The parts of JSON Schema that are used here. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

const levels: JsonSchema = { enum: ["off", "info", "warning", "error"] };

/**
 * The schema of `authz.config.json` and `.yaml` (JSON Schema, draft 7). `groups` and `warnings` are keys of `rules` beside the
 * rules' own codes. The command validates by the file that is made of it.
 */
export function configSchema(
  rules: readonly LintRule[],
  groups: readonly string[],
  warnings: readonly string[],
): JsonSchema {
  const ofRules = rules.map((rule) => [rule.code, { description: rule.summary, ...settingSchema(rule) }] as const);
  const ofGroups = groups.map((group) => [group, { description: `The rules about ${group}`, ...levels }] as const);
  const ofWarnings = warnings.map((code) => [code, levels] as const);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Configuration of authz",
    type: "object",
    additionalProperties: false,
    properties: {
      $schema: { type: "string" },
      identity: { description: "Whose credentials are taken, and for whom they stand", ...identitySchema },
      lint: {
        description: "What `authz lint` looks for",
        type: "object",
        additionalProperties: false,
        properties: {
          extends: {
            description: "Sets of rules to begin with",
            type: "array",
            items: { enum: ["recommended", "strict"] },
            default: ["recommended"],
          },
          rules: {
            description: "Levels of rules, by code or by group",
            type: "object",
            additionalProperties: false,
            properties: Object.fromEntries([...ofGroups, ...ofRules, ...ofWarnings]),
          },
          ignore: {
            description: "Files in which nothing is linted: globs, relative to this file",
            type: "array",
            items: { type: "string", minLength: 1, maxLength: 1000 },
            maxItems: 1000,
          },
          reference: {
            description: "Where the pages of docs/reference are published, for links in SARIF",
            type: "string",
            pattern: "^https?://[!-~]+$",
            maxLength: 2000,
          },
        },
      },
    },
  };
}

/** A level, or a list of a level and options. */
function settingSchema({ options = {} }: LintRule): JsonSchema {
  const properties = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, optionSchema(option)] as const),
  );
  return {
    anyOf: [
      levels,
      {
        type: "array",
        items: [levels, { type: "object", additionalProperties: false, properties }],
        minItems: 2,
        maxItems: 2,
        additionalItems: false,
      },
    ],
  };
}

function optionSchema(option: LintOptionDefinition<LintOptionValue>): JsonSchema {
  const { summary: description, default: value, minimum, values } = option;
  const about = { description, default: value };
  const text = values === undefined ? { type: "string" } : { enum: values };
  if (typeof value === "number") return { ...about, type: "integer", ...(minimum === undefined ? {} : { minimum }) };
  if (typeof value === "boolean") return { ...about, type: "boolean" };
  return typeof value === "string" ? { ...about, ...text } : { ...about, type: "array", items: text };
}
