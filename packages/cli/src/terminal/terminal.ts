import type { Colours } from "./colours.ts";

/** Where a verb reads and writes: the process, or what a test puts in its place. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  readonly input: AsyncIterable<Uint8Array>;
}

export interface Output {
  /** Waits when the reader is slow; throws {@link OutputClosed} when there is none any more. */
  write(text: string): Promise<void>;
  readonly colours: Colours;
  readonly isTerminal: boolean;
  /** The width of the terminal, if it is one. */
  readonly columns: number | undefined;
  /** What it writes to, for a progress bar, which draws over itself. */
  readonly stream: NodeJS.WritableStream | undefined;
}

/** Whoever read the output has gone (`authz … | head`): no mistake of anybody's, and nothing to say. */
export class OutputClosed extends Error {}
