import type { Terminal } from "../terminal/terminal.ts";

/** A bar that counts tests. */
export interface TestProgress {
  show(done: number): Promise<void>;
  stop(): void;
}

/** Milliseconds before there is a bar. */
const patience = 1_000;

/** Only where somebody looks, and when it takes a while. */
export function createTestProgress({ err }: Terminal, total: number, now: () => number): TestProgress {
  const { stream } = err;
  if (!err.isTerminal || stream === undefined) return { show: () => Promise.resolve(), stop: () => undefined };
  const start = now();
  let bar: { update(value: number): void; stop(): void } | undefined;
  return {
    async show(done) {
      if (bar === undefined && now() - start > patience) {
        const { SingleBar, Presets } = (await import("cli-progress")).default;
        const format = "{bar} {value} of {total} tests, {eta_formatted} left";
        const created = new SingleBar({ stream, clearOnComplete: true, format }, Presets.shades_classic);
        created.start(total, done);
        bar = created;
      }
      bar?.update(done);
    },
    stop: () => bar?.stop(),
  };
}
