/**
 * The values of a header out of `rawHeaders` of node:http: names and values in turns, as they came. Other views of the headers
 * join values or leave some out, and then one request can be read in two ways.
 */
export function rawHeader(rawHeaders: readonly string[], name: string): readonly string[] {
  const values: string[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const value = rawHeaders[at + 1];
    if (value !== undefined && rawHeaders[at]?.toLowerCase() === name) values.push(value);
  }
  return values;
}
