import fc from "fast-check";

/** Values that answer with an exception, with themselves, or otherwise the second time. */
export function hostileValues(inner: fc.Arbitrary<unknown> = anything()): fc.Arbitrary<unknown> {
  const name = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 5 }));
  return fc.oneof(
    inner,
    fc.tuple(name, inner).map(([key, value]) => throwing(key, value)),
    fc.tuple(fc.constantFrom(...traps), inner).map(([trap, value]) => trapped(trap, value)),
    fc.tuple(name, inner).map(([key, value]) => cyclic(key, value)),
    inner.map((value) => revoked(value)),
    fc.tuple(name, inner, inner).map(([key, first, then]) => fickle(key, first, then)),
    fc.integer({ min: 1, max: 20_000 }).map((depth) => deep(depth)),
    fc.array(inner, { maxLength: 3 }).map((items) => sparse(items)),
  );
}

/** Objects whose members are what is asked for, with hostile values in them. */
export function hostileObjects(members: readonly string[]): fc.Arbitrary<unknown> {
  const value = hostileValues();
  const model = Object.fromEntries(members.map((member) => [member, value]));
  return fc.oneof(
    fc.record(model, { requiredKeys: [], noNullPrototype: false }),
    fc.tuple(fc.constantFrom(...members), value).map(([member, held]) => throwing(member, held)),
    value,
  );
}

const names = ["type", "id", "name", "text", "length", "toString", "toJSON", "then", "properties", "constructor"];

const traps = ["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"] as const;

function anything(): fc.Arbitrary<unknown> {
  return fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSet: true,
    withSparseArray: true,
    withTypedArray: true,
    withBoxedValues: true,
    withUnicodeString: true,
    key: fc.oneof(fc.constantFrom("__proto__", ...names), fc.string({ maxLength: 5 })),
  } as fc.ObjectConstraints);
}

function fail(): never {
  throw new Error("a trap");
}

function throwing(key: string, value: unknown): unknown {
  const held: object = { type: "User", id: "u0", name: "read", value };
  return Object.defineProperty(held, key, { get: fail, enumerable: true, configurable: true });
}

function trapped(trap: (typeof traps)[number], value: unknown): unknown {
  return new Proxy({ type: "User", id: "u0", name: "read", value }, { [trap]: fail });
}

function cyclic(key: string, value: unknown): unknown {
  const held: object = { value };
  return Object.defineProperty(held, key, { value: held, enumerable: true, configurable: true });
}

function revoked(value: unknown): unknown {
  const { proxy, revoke } = Proxy.revocable({ value }, {});
  revoke();
  return proxy;
}

function fickle(key: string, first: unknown, then: unknown): unknown {
  let asked = 0;
  const get = (): unknown => (asked++ === 0 ? first : then);
  return Object.defineProperty({ type: "User", id: "u0" }, key, { get, enumerable: true, configurable: true });
}

function deep(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { value } : [value];
  return value;
}

function sparse(items: readonly unknown[]): unknown {
  const list = [...items];
  list.length += 3;
  return list;
}
