import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Json } from "@authz/model";
import type { IdentityConfig } from "./config.ts";
import { checkConfig } from "./check-config.ts";
import { identitySchema } from "./schema.ts";

/** A mistake in the configuration: what, and where as a JSON pointer from the `identity` section on. */
export interface ConfigProblem {
  readonly pointer: string;
  readonly message: string;
}

export type ReadConfig =
  | { readonly ok: true; readonly config: IdentityConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

let validate: ValidateFunction<IdentityConfig> | undefined;

/** The `identity` section, by its schema and by what no schema says. What it refuses never starts. */
export function readIdentityConfig(data: Json | undefined): ReadConfig {
  validate ??= new Ajv({ allErrors: true, strict: true, strictTypes: false }).compile<IdentityConfig>(identitySchema);
  if (!validate(data)) return { ok: false, problems: (validate.errors ?? []).map(toProblem) };
  const problems = checkConfig(data);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, config: data };
}

function toProblem({ instancePath, message = "is wrong", keyword, params }: ErrorObject): ConfigProblem {
  const words = params as Readonly<Record<string, unknown>>;
  const named = words["additionalProperty"] ?? words["propertyName"];
  const allowed =
    keyword === "enum" && Array.isArray(words["allowedValues"]) ? `: ${words["allowedValues"].join(", ")}` : "";
  return {
    pointer: instancePath,
    message: `${message}${typeof named === "string" ? ` (\`${named}\`)` : ""}${allowed}`,
  };
}
