import { refusalCodes, type Identity, type Inspection, type Refusal } from "@authz/identity";
import { visible } from "../render/visible.ts";
import type { Colours } from "../terminal/colours.ts";

/** What a token is, and what became of it, for people. */
export function renderInspection({ what, facts, judged }: Inspection, colours: Colours): string {
  const rows = facts.map(({ name, value }) => row(name, value, colours));
  const verdict = judged === undefined ? notJudged(colours) : renderJudged(judged, colours);
  return `${[colours.bold(visible(what)), ...(rows.length > 0 ? ["", ...rows] : []), "", ...verdict].join("\n")}\n`;
}

function row(name: string, value: string, colours: Colours): string {
  return `  ${colours.dim(name.padEnd(10))}  ${visible(value)}`;
}

function notJudged(colours: Colours): string[] {
  return [`${colours.yellow("not judged")}  without a configuration nobody vouches for it (--config)`];
}

function renderJudged(judged: NonNullable<Inspection["judged"]>, colours: Colours): string[] {
  return "identity" in judged ? renderIdentity(judged.identity, colours) : renderRefusal(judged.refusal, colours);
}

export function renderRefusal({ code, message }: Refusal, colours: Colours): string[] {
  const { what, error } = refusalCodes[code];
  return [
    `${colours.bold(colours.red("refused"))} ${visible(message)} (${code})`,
    "",
    row("means", what, colours),
    row("caller", `is told ${error}`, colours),
  ];
}

/** As a policy takes them: scopes in another place, or in two, cover nothing. */
function describeScopes(token: Identity["token"]): string {
  const elsewhere = ["scp", "scopes"].filter((name) => Object.hasOwn(token, name));
  if (elsewhere.length > 0)
    return `none: nothing is covered, since the token has them in \`${elsewhere.join("`, `")}\``;
  const scope = token["scope"];
  return typeof scope === "string" ? scope || "none: nothing is covered" : "not limited";
}

function renderIdentity({ subject, kind, credential, token, actors }: Identity, colours: Colours): string[] {
  const actor = actors[0];
  return [
    `${colours.bold(colours.green("accepted"))} ${visible(`${subject.type} ${JSON.stringify(subject.id)}`)}`,
    "",
    row("kind", `a ${kind} of the issuer ${credential.issuer}`, colours),
    row("scopes", describeScopes(token), colours),
    ...Object.entries(subject.properties ?? {}).map(([name, value]) => row(name, JSON.stringify(value), colours)),
    ...(actor === undefined ? [] : [row("actor", JSON.stringify(actor), colours)]),
  ];
}
