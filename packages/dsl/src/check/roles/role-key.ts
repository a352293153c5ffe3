/** A role in a table: names are hostile, so the two parts must not run into one another. */
export function roleKey(on: string | undefined, name: string): string {
  return JSON.stringify(on === undefined ? [name] : [name, on]);
}

/** `Folder.viewer`, or `manager`, for messages. */
export function roleName(key: string): string {
  const [name = "", on] = JSON.parse(key) as readonly string[];
  return on === undefined ? name : `${on}.${name}`;
}
