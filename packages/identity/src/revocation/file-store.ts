import { identityLimits } from "../limits.ts";
import type { Clock } from "../result.ts";
import { fileVersion } from "../stores/file-version.ts";
import { withLock } from "../stores/lock.ts";
import { replaceFile } from "../stores/replace-file.ts";
import { StoreUnavailable } from "../stores/unavailable.ts";
import { appendLines, createHead, readTail, type LogPosition } from "./log-file.ts";
import { formatLine, parseLine } from "./log-format.ts";
import { createRevocationMemory, type RevocationMemory } from "./memory.ts";
import { revocationProblem, type Revocation } from "./revocation.ts";
import type { RevocationStore } from "./store.ts";

export interface FileRevocationsOptions {
  readonly path: string;
  /** By which revocations are forgotten when the file is written anew. */
  readonly clock: Clock;
  /** Milliseconds that only go forward; default `performance.now`. */
  readonly elapsed?: () => number;
}

/**
 * Revocations in memory with a file behind it, for one machine. `add` resolves when the disk has them, so they survive a kill
 * and a loss of power; any number of processes may use the file. This process sees its own at once, and those of others
 * within `revocationRefreshSeconds`. While the file cannot be read, or is damaged, every look-up rejects; a file that
 * is not there yet is an empty one, but one that has gone is not.
 */
export function createFileRevocations({
  path,
  clock,
  elapsed = () => performance.now(),
}: FileRevocationsOptions): RevocationStore {
  const known: Known = {
    memory: createRevocationMemory(),
    position: undefined,
    version: "",
    checkedAt: -Infinity,
    countedAt: 0,
  };
  let reading: Promise<void> = Promise.resolve();
  let refreshing: Promise<void> | undefined;

  async function refresh(): Promise<void> {
    const checkedAt = elapsed();
    const version = await fileVersion(path);
    if (version !== known.version) {
      await readInTurn();
      known.version = version;
    }
    known.checkedAt = checkedAt;
  }

  /** One at a time: what was read later must not be overwritten by what was read before. */
  function readInTurn(): Promise<void> {
    const read = (): Promise<void> => readOn(path, known);
    reading = reading.then(read, read);
    return reading;
  }

  function find(revoked: Parameters<RevocationStore["find"]>[0]): ReturnType<RevocationStore["find"]> {
    if (elapsed() < known.checkedAt + identityLimits.revocationRefreshSeconds * 1000) return known.memory.find(revoked);
    refreshing ??= refresh().finally(() => (refreshing = undefined));
    return refreshing.then(() => known.memory.find(revoked), failed);
  }

  async function add(revocations: readonly Revocation[]): Promise<void> {
    const problem = revocations.map(revocationProblem).find((found) => found !== undefined);
    if (problem !== undefined) throw new StoreUnavailable(`it cannot be revoked: ${problem}`);
    await withLock(path, async () => {
      await readInTurn();
      if (await shorten(path, known, clock().getTime())) await readInTurn();
      const room = identityLimits.revocations - known.memory.size;
      if (revocations.length > room) throw new StoreUnavailable("the file of revocations is full");
      await appendLines(path, known.position, revocations.map(formatLine).join(""));
      await readInTurn();
    }).catch(failed);
  }

  return { add, find };
}

interface Known {
  memory: RevocationMemory;
  position: LogPosition | undefined;
  version: string;
  checkedAt: number;
  /** Lines of the file when it was last looked at whether it is worth to write it anew, which takes a look at each. */
  countedAt: number;
}

/** Takes what was appended; after the file was written anew, all of it. What it cannot read leaves what is known as it was. */
async function readOn(path: string, known: Known): Promise<void> {
  const tail = await readTail(path, known.position);
  if (tail === undefined) {
    if (known.position === undefined) return;
    throw new StoreUnavailable("the file of revocations has gone");
  }
  const first = tail.position.line - tail.lines.length + 1;
  const revocations = tail.lines.map((line, index) => parseLine(line, first + index));
  const memory = tail.isNew ? createRevocationMemory() : known.memory;
  for (const revocation of revocations) memory.put(revocation);
  Object.assign(known, { memory, position: tail.position });
}

/** Lines in the file, at least, before it is worth to write it anew. */
const shortLines = 1_000;
/** Kept for a while after they may be forgotten, in case that the clock is wrong now. */
const graceMilliseconds = identityLimits.lifetimeSeconds * 1000;

/** Writes the file anew, without what may be forgotten, when that halves it. Under the lock. */
async function shorten(path: string, known: Known, now: number): Promise<boolean> {
  const lines = known.position?.line ?? 0;
  if (lines < shortLines || lines < known.countedAt * 1.1) return false;
  known.countedAt = lines;
  const living = [...known.memory.all()].filter(({ until }) => now < until + graceMilliseconds);
  if (living.length * 2 > lines) return false;
  await replaceFile(path, createHead() + living.map(formatLine).join(""));
  known.countedAt = 0;
  return true;
}

function failed(error: unknown): never {
  if (error instanceof StoreUnavailable) throw error;
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
  throw new StoreUnavailable(`the file of revocations cannot be used (${code})`);
}
