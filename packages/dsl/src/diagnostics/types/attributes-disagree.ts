import { defineDiagnostic, type DiagnosticDefinition } from "@authz/model";

export const attributesDisagree: DiagnosticDefinition<{
  name: string;
  first: string;
  firstType: string;
  second: string;
  secondType: string;
}> = defineDiagnostic({
  code: "types/attributes-disagree",
  severity: "error",
  summary: "An attribute has one type here and another there",
  why:
    "Where a path can lead to several types, an attribute of that name must have one type on all of them. Otherwise the same " +
    "condition would mean different things.",
  message: ({ name, first, firstType, second, secondType }) =>
    `\`${name}\` is ${firstType} on ${first} and ${secondType} on ${second}`,
  help: () => "give the attributes one type, or write one rule for each type",
  bad: `subject User
resource Invoice { number: number  action read }
resource Receipt { number: string  action read }
allow User to read on Invoice, Receipt when resource.number == 7`,
  good: `subject User
resource Invoice { number: number  action read }
resource Receipt { number: number  action read }
allow User to read on Invoice, Receipt when resource.number == 7`,
});
