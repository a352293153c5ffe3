import type { Terminal } from "../terminal/terminal.ts";

/** A bar for whoever waits. */
export interface Progress {
  advance(bytes: number): Promise<void>;
  stop(): void;
}

const PATIENCE = 1_000;

/** Only where somebody looks, answers go elsewhere, and it takes a while. `total` is in bytes, where it is known. */
export function createProgress({ out, err }: Terminal, total: number | undefined, now: () => number): Progress {
  const { stream } = err;
  if (!err.isTerminal || out.isTerminal || total === undefined || stream === undefined) {
    return { advance: () => Promise.resolve(), stop: () => undefined };
  }
  const start = now();
  let done = 0;
  let bar: { update(value: number): void; stop(): void } | undefined;
  return {
    async advance(bytes) {
      done += bytes;
      if (bar === undefined && now() - start > PATIENCE) {
        const { SingleBar, Presets } = (await import("cli-progress")).default;
        const created = new SingleBar(
          { stream, clearOnComplete: true, format: "{bar} {percentage}%, {eta_formatted} left" },
          Presets.shades_classic,
        );
        created.start(total, done);
        bar = created;
      }
      bar?.update(done);
    },
    stop: () => bar?.stop(),
  };
}
