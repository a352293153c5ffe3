/** A bounded memory with a time to forget for each entry. Times are in any one unit. */
export interface Memory<T> {
  /** What was put, unless its time has come; or the clock was put back before it was put. */
  get(key: string, now: number): T | undefined;
  put(key: string, value: T, now: number, until: number): void;
}

/** When it is full the oldest entry goes. */
export function createMemory<T>(entries: number): Memory<T> {
  const kept = new Map<string, { readonly value: T; readonly from: number; readonly until: number }>();
  return {
    get(key, now) {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      if (now >= entry.from && now < entry.until) return entry.value;
      kept.delete(key);
      return undefined;
    },
    put(key, value, now, until) {
      kept.delete(key);
      if (until <= now || entries === 0) return;
      const [oldest] = kept.keys();
      if (kept.size >= entries && oldest !== undefined) kept.delete(oldest);
      kept.set(key, { value, from: now, until });
    },
  };
}
