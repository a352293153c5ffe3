import { suggest } from "@authz/model";
import { unknownValue } from "../../diagnostics/types/unknown-value.ts";
import { placeOf, type CheckContext } from "../vocabulary.ts";
import { quoteSome, type Difference } from "./static-type.ts";

/** A literal that is none of the values of the enum that it is compared with. */
export function reportValue(
  { literal, values }: Extract<Difference, { readonly kind: "value" }>,
  check: CheckContext,
): void {
  const suggestion = suggest(literal.value, values);
  const parameters = { value: literal.value, known: quoteSome(values), suggestion };
  check.collector.report(unknownValue, placeOf(check, literal), parameters, {
    suggestion: suggestion === undefined ? undefined : JSON.stringify(suggestion),
  });
}
