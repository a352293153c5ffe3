import { wrap } from "../render/wrap.ts";
import type { Output } from "../terminal/terminal.ts";

/** What a code means with which a credential was refused. */
export interface RefusalPage {
  readonly code: string;
  readonly summary: string;
  /** What the caller is told: an error of OAuth. */
  readonly error: string;
}

/** Loaded only for a code that nothing else has: most runs need no identity. */
export async function findRefusal(code: string): Promise<RefusalPage | undefined> {
  const { refusalCodes } = await import("@authz/identity");
  const found = Object.entries(refusalCodes).find(([name]) => name === code)?.[1];
  return found === undefined ? undefined : { code, summary: found.what, error: found.error };
}

export function renderRefusalPage({ code, summary, error }: RefusalPage, out: Output): string {
  const told = error === "none" ? "to present a credential" : `\`${error}\``;
  return [
    `${out.colours.bold(code)} (refused)`,
    summary,
    "",
    wrap(`The caller is told ${told} and no more. \`authz token inspect\` says what is wrong with a token.`, 88),
    "",
  ].join("\n");
}
