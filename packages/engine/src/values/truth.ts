/** Kleene's three values; undefined is unknown. */
export type Truth = boolean | undefined;

export function not(value: Truth): Truth {
  return value === undefined ? undefined : !value;
}

/** False when one is false, else unknown when one is unknown. Stops at the first false. */
export function every<T>(items: Iterable<T>, truth: (item: T) => Truth): Truth {
  let result: Truth = true;
  for (const item of items) {
    const value = truth(item);
    if (value === false) return false;
    if (value === undefined) result = undefined;
  }
  return result;
}

/** True when one is true, else unknown when one is unknown. Stops at the first true. */
export function some<T>(items: Iterable<T>, truth: (item: T) => Truth): Truth {
  let result: Truth = false;
  for (const item of items) {
    const value = truth(item);
    if (value === true) return true;
    if (value === undefined) result = undefined;
  }
  return result;
}
