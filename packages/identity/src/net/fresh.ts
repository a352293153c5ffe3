/** How long an answer is fresh (RFC 9111 4.2.1), in seconds, within bounds. */
export interface FreshBounds {
  readonly least: number;
  readonly most: number;
  /** When the answer does not say. */
  readonly silent: number;
}

export function freshSeconds(headers: Headers, { least, most, silent }: FreshBounds): number {
  const control = headers.get("cache-control") ?? "";
  if (/(?:^|[\s,])no-(?:store|cache)(?:$|[\s,=])/i.test(control)) return least;
  const age = /^\d{1,9}$/.exec(headers.get("age") ?? "")?.[0] ?? "0";
  const given = /(?:^|[\s,])max-age="?(\d{1,9})/i.exec(control)?.[1];
  const seconds = given === undefined ? silent : Number(given) - Number(age);
  return Math.min(Math.max(seconds, least), most);
}
