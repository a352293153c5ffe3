import { identityLimits } from "../limits.ts";

/** Counts wrong passwords by name and place. Times are seconds since 1970. */
export interface Lockout {
  isLocked(key: string, now: number): boolean;
  /** One attempt, to be counted before its outcome is known: many at one time count as many. */
  count(key: string, now: number): void;
  forget(key: string): void;
}

interface Failures {
  readonly since: number;
  readonly number: number;
}

/**
 * After `passwordFailures` wrong ones in `lockoutSeconds`, all are refused for the rest of that time, right ones too. Names that do
 * not exist count alike. It remembers a bounded number: the oldest goes; and each costs whoever fills it a whole check.
 */
export function createLockout(entries: number = identityLimits.lockoutEntries): Lockout {
  const failures = new Map<string, Failures>();

  function current(key: string, now: number): Failures | undefined {
    const known = failures.get(key);
    if (known === undefined || now < known.since + identityLimits.lockoutSeconds) return known;
    failures.delete(key);
    return undefined;
  }

  return {
    isLocked: (key, now) => (current(key, now)?.number ?? 0) >= identityLimits.passwordFailures,
    count(key, now) {
      const { since, number } = current(key, now) ?? { since: now, number: 0 };
      failures.delete(key);
      const [oldest] = failures.keys();
      if (failures.size >= entries && oldest !== undefined) failures.delete(oldest);
      failures.set(key, { since, number: number + 1 });
    },
    forget: (key) => void failures.delete(key),
  };
}
