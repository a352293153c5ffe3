/** Milliseconds a unit lasts. */
const units: ReadonlyMap<string, number> = new Map([
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** `30s`, `15m`, `8h`, `7d`: one whole number and one unit → milliseconds; undefined when it is not one or too long to count. */
export function parseDuration(text: string): number | undefined {
  const match = /^(0|[1-9][0-9]*)([smhd])$/.exec(text);
  const unit = units.get(match?.[2] ?? "");
  if (match?.[1] === undefined || unit === undefined) return undefined;
  const milliseconds = Number(match[1]) * unit;
  return Number.isSafeInteger(milliseconds) ? milliseconds : undefined;
}

/** The shortest text of whole milliseconds in one unit: `900000` → `15m`. Milliseconds that no unit divides keep `ms`. */
export function formatDuration(milliseconds: number): string {
  for (const [unit, size] of [...units].reverse()) {
    if (milliseconds !== 0 && milliseconds % size === 0) return `${milliseconds / size}${unit}`;
  }
  return milliseconds === 0 ? "0s" : `${milliseconds}ms`;
}
