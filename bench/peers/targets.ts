/** What each figure is meant to be at most, as a ratio to the hand-written solution. */
const targets: readonly (readonly [workload: RegExp, name: string, ratio: number])[] = [
  [/^rbac-10(,|$)/, "authz", 1.3],
  [/^rbac-1k(,|$)/, "authz", 0.8],
  [/^rbac-10k(,|$)/, "authz", 0.6],
  [/^rbac-/, "authz (handles)", 0.2],
  [/^(gdrive|github|tinytodo)-/, "authz", 1.5],
  [/^scopes-/, "authz (match, then allows)", 1.5],
  [/^scopes-/, "authz (route known)", 0.4],
  [/^abac-1k, after/, "authz", 3],
  [/^abac-1k(, fresh|$)/, "authz", 1.5],
  [/^list-/, "authz (search)", 1],
];

export function targetOf(workload: string, name: string): number | undefined {
  return targets.find(([which, who]) => which.test(workload) && who === name)?.[2];
}
