/** An array or an object that is being written. */
interface Open {
  readonly value: object;
  /** Of an object, in order. */
  readonly names: readonly string[] | undefined;
  readonly length: number;
  next: number;
}

/**
 * JSON with the members of every object in one order, without white space and without the members named in `omit`, whatever
 * their depth. Takes plain JSON data and needs no stack: a sum of thousands of parts is as many levels deep.
 */
export function canonicalJson(value: unknown, omit: ReadonlySet<string> = new Set()): string {
  let text = "";
  const stack: Open[] = [];
  const write = (item: unknown): void => {
    if (typeof item !== "object" || item === null) {
      text += JSON.stringify(item);
      return;
    }
    const open = begin(item, omit);
    text += open.names === undefined ? "[" : "{";
    stack.push(open);
  };
  write(value);
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.next === top.length) {
      text += top.names === undefined ? "]" : "}";
      stack.pop();
      continue;
    }
    if (top.next > 0) text += ",";
    const name = top.names?.[top.next] ?? top.next;
    if (typeof name === "string") text += `${JSON.stringify(name)}:`;
    top.next++;
    write((top.value as Readonly<Record<string | number, unknown>>)[name]);
  }
  return text;
}

function begin(value: object, omit: ReadonlySet<string>): Open {
  if (Array.isArray(value)) return { value, names: undefined, length: value.length, next: 0 };
  const members = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(value).filter((name) => !omit.has(name) && members[name] !== undefined);
  return { value, names: names.sort(), length: names.length, next: 0 };
}
