import { defaultLimits, type Limits } from "@authz/model";

/** The defaults, with what the options change; what is no limit (a number from 0 on) changes nothing. */
export function readLimits(options: unknown): Limits {
  try {
    const { limits } = options as { readonly limits?: object };
    const changed = Object.entries(limits ?? {}).filter(
      ([name, value]) => Object.hasOwn(defaultLimits, name) && isLimit(value),
    );
    return { ...defaultLimits, ...Object.fromEntries(changed) };
  } catch {
    return defaultLimits;
  }
}

function isLimit(value: unknown): boolean {
  return typeof value === "number" && value >= 0;
}
