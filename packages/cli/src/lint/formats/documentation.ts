/** The folder `docs/reference` of the repository that docs/ci.md takes the action and the hooks from. */
export const publishedReference = "https://github.com/authz/authz/blob/main/docs/reference";

/** The page of a lint rule or of a diagnostic, below the address of the folder. */
export function pageOf(code: string, reference: string): string {
  const root = reference.replace(/\/+$/, "");
  return code.startsWith("lint/") ? `${root}/${code}.md` : `${root}/diagnostics/${code}.md`;
}
