import type { ListedEndpoint } from "@authz/openapi";
import Table from "cli-table3";
import { cell } from "../lint/formats/markdown.ts";
import { toJson, visible } from "../render/visible.ts";
import { count } from "../render/words.ts";
import type { Colours } from "../terminal/colours.ts";

const columns = ["method", "path", "action", "resource", "scopes", "requires"] as const;

/** Public endpoints have `public` for an action. Scopes: all of a set, or all of another. */
function row(endpoint: ListedEndpoint): readonly string[] {
  const { method, path, action, type, id } = endpoint;
  if (endpoint.public) return [method, path, "public", "", "", ""];
  return [method, path, action ?? "", `${type ?? ""} ${JSON.stringify(id)}`, scopes(endpoint), requires(endpoint)];
}

function scopes({ scopes: sets }: ListedEndpoint): string {
  if (sets.length === 0) return "none suffice";
  return sets.map((set) => (set.length === 0 ? "any" : set.join(" + "))).join(" | ");
}

/** Assurances, and requirements by their labels: other ids are long. */
function requires({ assurances, requirements }: ListedEndpoint): string {
  return [...assurances, ...requirements.filter((id) => /^\w+$/.test(id))].join(", ");
}

export async function renderEndpoints(
  endpoints: readonly ListedEndpoint[],
  format: "text" | "json" | "csv" | "markdown",
  colours: Colours,
): Promise<string> {
  switch (format) {
    case "text":
      return asText(endpoints, colours);
    case "json":
      return `${toJson({ endpoints }, 2)}\n`;
    case "csv":
      return await asCsv(endpoints);
    case "markdown":
      return asMarkdown(endpoints);
  }
}

function asText(endpoints: readonly ListedEndpoint[], colours: Colours): string {
  if (endpoints.length === 0) return "the policy has no endpoints\n";
  const table = new Table({
    head: columns.map((name) => colours.bold(name)),
    chars: noBorders,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2 },
  });
  for (const endpoint of endpoints) table.push(row(endpoint).map(visible));
  const lines = table.toString().split("\n");
  return `${lines.map((line) => `${line.trimEnd()}\n`).join("")}\n${count(endpoints.length, "endpoint")}\n`;
}

const noBorders = Object.fromEntries(
  "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid middle"
    .split(" ")
    .map((name) => [name, ""]),
);

async function asCsv(endpoints: readonly ListedEndpoint[]): Promise<string> {
  const { stringify } = await import("csv-stringify/sync");
  // A cell that a spreadsheet would take for a formula is text.
  return stringify([columns, ...endpoints.map(row)], { escape_formulas: true });
}

function asMarkdown(endpoints: readonly ListedEndpoint[]): string {
  const lines = [columns, columns.map(() => "---"), ...endpoints.map((one) => row(one).map(cell))];
  return lines.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}
