import { compareText } from "@authz/model";
import { isSatisfiable, type Alternative, type Operation, type SchemeKind } from "../description/description.ts";

/** Who can show credentials of a kind of scheme. */
export type SubjectType = "User" | "Service" | "ApiClient";

/** People sign in; machines have client credentials or a certificate; whoever has a key may be either. */
export function subjectOf(kind: SchemeKind): SubjectType {
  switch (kind) {
    case "user":
    case "openIdConnect":
    case "http":
      return "User";
    case "machine":
    case "mutualTLS":
      return "Service";
    case "apiKey":
      return "ApiClient";
  }
}

const strength: readonly SubjectType[] = ["User", "Service", "ApiClient"];

/** Where several credentials are shown at once, the caller is whom the strongest of them names. */
export function subjectOfAlternative({ schemes }: Alternative): SubjectType | undefined {
  const all = schemes.flatMap(({ kind }) => (kind === undefined ? [] : [subjectOf(kind)]));
  return strength.find((type) => all.includes(type));
}

export function subjectsOf({ security }: Operation): readonly SubjectType[] {
  const found = security.alternatives.filter(isSatisfiable).flatMap((one) => subjectOfAlternative(one) ?? []);
  return [...new Set(found)].sort(compareText);
}
