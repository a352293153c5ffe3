import fc from "fast-check";

/** JSON with one thing wrong with it, perhaps: one value replaced, one member or item left out, put in or renamed. */
export function mutated<T>(data: fc.Arbitrary<T>, values: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc
    .record({ data, at: fc.nat(), how: fc.constantFrom(...kinds), value: fc.nat(), name: fc.nat() })
    .map(({ data: whole, at, how, value, name }) => {
      const copy: unknown = JSON.parse(JSON.stringify({ whole }));
      const places = placesIn(copy);
      const place = places[at % places.length];
      if (place === undefined) return whole;
      // Also what stands elsewhere in the same data: it is well-formed, and in the wrong place.
      const pool = [...values, ...places.map(({ holder, key }) => Reflect.get(holder, key) as unknown)];
      const names = [...new Set(places.map(({ key }) => key).filter((key) => typeof key === "string")), "surplus"];
      mutate(place, how, structuredClone(pool[value % pool.length]), names[name % names.length] ?? "surplus");
      return Reflect.get(copy as object, "whole") as unknown;
    });
}

const kinds = ["replace", "replace", "replace", "remove", "add", "rename"] as const;

interface Place {
  readonly holder: object;
  readonly key: string | number;
}

function placesIn(data: unknown): readonly Place[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.keys(data).flatMap((name) => {
    const key = Array.isArray(data) ? Number(name) : name;
    return [{ holder: data, key }, ...placesIn(Reflect.get(data, key))];
  });
}

function mutate({ holder, key }: Place, how: (typeof kinds)[number], value: unknown, name: string): void {
  if (how === "replace" || key === "whole") Reflect.set(holder, key, value);
  else if (Array.isArray(holder))
    holder.splice(Number(key), how === "remove" ? 1 : 0, ...(how === "remove" ? [] : [value]));
  else if (how === "add") Reflect.set(holder, name, value);
  else {
    const old: unknown = Reflect.get(holder, key);
    Reflect.deleteProperty(holder, key);
    if (how === "rename") Reflect.set(holder, name, old);
  }
}
