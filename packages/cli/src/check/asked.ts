import type { Asked } from "../render/decision.ts";
import { isJsonObject } from "../input/json-options.ts";

/** What a request asks, in words; it may be anything, and what cannot be told is `?`. */
export function askedBy(request: unknown, defaults: unknown = {}): Asked {
  const part = (name: string): unknown => memberOf(request, name) ?? memberOf(defaults, name);
  return {
    subject: entity(part("subject")),
    action: text(memberOf(part("action"), "name")),
    resource: entity(part("resource")),
  };
}

/** The spelling of policies. */
function entity(data: unknown): string {
  const type = memberOf(data, "type");
  return type === "anonymous" ? "anonymous" : `${text(type)} ${JSON.stringify(memberOf(data, "id") ?? "?")}`;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "?";
}

function memberOf(data: unknown, name: string): unknown {
  return isJsonObject(data) && Object.hasOwn(data, name) ? data[name] : undefined;
}
