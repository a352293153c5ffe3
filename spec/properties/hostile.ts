import fc from "fast-check";

/** How to make a value. Generated instead of the value itself, which would answer fast-check with exceptions as well. */
export type Recipe =
  | { readonly kind: "plain"; readonly value: unknown }
  | { readonly kind: "object"; readonly members: readonly Member[] }
  | { readonly kind: "list"; readonly items: readonly Recipe[]; readonly holes: number }
  | { readonly kind: "throwing"; readonly name: string; readonly members: readonly Member[] }
  | { readonly kind: "trapped"; readonly trap: Trap; readonly members: readonly Member[] }
  | { readonly kind: "cyclic"; readonly name: string; readonly members: readonly Member[] }
  | { readonly kind: "fickle"; readonly name: string; readonly answers: readonly Recipe[] }
  | { readonly kind: "deep"; readonly depth: number }
  | { readonly kind: "revoked" };

type Member = readonly [name: string, value: Recipe];

const traps = ["get", "has", "ownKeys", "getOwnPropertyDescriptor", "getPrototypeOf"] as const;
type Trap = (typeof traps)[number];

const names = ["type", "id", "name", "length", "toString", "toJSON", "then", "constructor", "__proto__"];
const anyName = fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 5 }));

const plain: fc.Arbitrary<Recipe> = fc
  .oneof(
    fc.constantFrom(
      "User",
      "u0",
      "read",
      "Doc",
      "d0",
      "employee",
      "t0",
      "",
      "2026-06-01T12:00:00Z",
      null,
      -0,
      Number.NaN,
    ),
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withSparseArray: true }),
    fc.anything({ withNullPrototype: true, withObjectString: true, withTypedArray: true, withBoxedValues: true }),
  )
  .map((value) => ({ kind: "plain", value }));

/** Values that throw when looked at, hold themselves, answer otherwise the second time, or are merely wrong. */
export const hostileValue: fc.Arbitrary<Recipe> = valueOf(plain, fc.tuple(anyName, plain));

/** Objects with some of these members, whatever is in them. */
export function hostileObject(
  members: readonly string[],
  inner: fc.Arbitrary<Recipe> = hostileValue,
): fc.Arbitrary<Recipe> {
  return valueOf(inner, fc.tuple(fc.constantFrom(...members), inner));
}

export function hostileList(items: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.record({
    kind: fc.constant("list" as const),
    items: fc.array(items, { maxLength: 4 }),
    holes: fc.constantFrom(0, 0, 0, 1),
  });
}

function valueOf(value: fc.Arbitrary<Recipe>, member: fc.Arbitrary<Member>): fc.Arbitrary<Recipe> {
  const members = fc.array(member, { maxLength: 5 });
  const name = fc.oneof(
    anyName,
    member.map(([of]) => of),
  );
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("object" as const), members }) },
    { weight: 2, arbitrary: value },
    { weight: 1, arbitrary: hostileList(value) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("throwing" as const), name, members }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("trapped" as const), trap: fc.constantFrom(...traps), members }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("cyclic" as const), name, members }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant("fickle" as const),
        name,
        answers: fc.array(value, { minLength: 1, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("deep" as const), depth: fc.nat(20_000) }) },
    { weight: 1, arbitrary: fc.constant({ kind: "revoked" as const }) },
  );
}

export function make(recipe: Recipe): unknown {
  switch (recipe.kind) {
    case "plain":
      return recipe.value;
    case "object":
      return makeObject(recipe.members);
    case "list":
      return makeList(recipe.items.map(make), recipe.holes);
    case "throwing":
      return withGetter(makeObject(recipe.members), recipe.name, fail);
    case "trapped":
      return new Proxy(makeObject(recipe.members), { [recipe.trap]: fail });
    case "cyclic": {
      const held = makeObject(recipe.members);
      return withGetter(held, recipe.name, () => held);
    }
    case "fickle": {
      let asked = 0;
      const answers = recipe.answers.map(make);
      return withGetter({}, recipe.name, () => answers[asked++ % answers.length]);
    }
    case "deep":
      return makeDeep(recipe.depth);
    case "revoked":
      return makeRevoked();
  }
}

/** A member `__proto__` is an own one, as JSON makes it. */
function makeObject(members: readonly Member[]): object {
  const made = {};
  for (const [name, value] of members) {
    Object.defineProperty(made, name, { value: make(value), enumerable: true, configurable: true, writable: true });
  }
  return made;
}

function withGetter(held: object, name: string, get: () => unknown): object {
  return Object.defineProperty(held, name, { get, enumerable: true, configurable: true });
}

function makeList(items: unknown[], holes: number): unknown {
  items.length += holes;
  return items;
}

function makeDeep(depth: number): unknown {
  let value: unknown = [];
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { value } : [value];
  return value;
}

function makeRevoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function fail(): never {
  throw new Error("a trap");
}
