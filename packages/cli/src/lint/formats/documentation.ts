/** Where the reference pages are published: the folder `docs/reference` of the project's documentation. */
const root = "https://authz.example/docs/reference";

/** The page of a lint rule or of a diagnostic. */
export function pageOf(code: string): string {
  return code.startsWith("lint/") ? `${root}/${code}.md` : `${root}/diagnostics/${code}.md`;
}
