/** What is looked up in, put into or gone through in Maps, Sets and lists. */
const counted: readonly (readonly [prototype: object, names: readonly string[]])[] = [
  [Map.prototype, ["get", "has", "set", "delete"]],
  [Set.prototype, ["add", "has", "delete"]],
  ...[new Map().values(), new Set().values(), [].values()].map(
    (iterator) => [Object.getPrototypeOf(iterator) as object, ["next"]] as const,
  ),
];

/** How often the run does any of it: the same on every machine. */
export function countSteps(run: () => void): number {
  let steps = 0;
  const restore = counted.flatMap(([prototype, names]) =>
    names.map((name) => {
      const original = Reflect.get(prototype, name) as (...given: unknown[]) => unknown;
      const count = function (this: unknown, ...given: unknown[]): unknown {
        steps++;
        return Reflect.apply(original, this, given);
      };
      Reflect.set(prototype, name, count);
      return () => Reflect.set(prototype, name, original);
    }),
  );
  try {
    run();
  } finally {
    // By its index: what goes through lists is counted itself.
    for (let index = 0; index < restore.length; index++) restore[index]?.();
  }
  return steps;
}
