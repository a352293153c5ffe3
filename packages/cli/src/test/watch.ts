import { watch } from "chokidar";
import { basename, relative, resolve, sep } from "node:path";
import { UsageError, type ExitCode } from "../command.ts";
import { visible } from "../render/visible.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Milliseconds: an editor that saves, or a checkout of another branch, is one change. */
const quiet = 60;

/**
 * Runs, and runs again after every change of a policy file, until SIGINT or SIGTERM; then with the exit code of the last run.
 * What a run cannot use (a syntax error, no tests, no folder) is said, and the next change is waited for.
 */
export async function watchPolicy(path: string, run: () => Promise<ExitCode>, terminal: Terminal): Promise<ExitCode> {
  const root = resolve(path);
  const watcher = watch(root, { ignoreInitial: true, ignored: (name) => isHidden(name, root) });
  const changes = createChanges();
  watcher.on("all", (_event, name) => {
    if (name.endsWith(".authz")) changes.add(name);
  });
  let failure: unknown;
  watcher.on("error", (error) => {
    failure = error;
    changes.stop();
  });
  const ready = new Promise<void>((done) => watcher.once("ready", () => done()).once("error", () => done()));
  const stop = (): void => changes.stop();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  let code: ExitCode = 2;
  try {
    await ready;
    do {
      await clear(terminal, changes.take());
      code = await attempt(run, terminal);
      await terminal.err.write(`${terminal.err.colours.dim("waiting for changes; ^C stops")}\n`);
    } while (await changes.wait());
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await watcher.close();
  }
  if (failure !== undefined) throw unwatchable(failure);
  return code;
}

/** Most often the system has no watches left. */
function unwatchable(error: unknown): UsageError {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : String(error);
  return new UsageError(`the files of the policy can no longer be watched (${code})`, "run it without --watch");
}

/** As a policy is read: without node_modules and what begins with a dot, below where the search begins. */
function isHidden(name: string, root: string): boolean {
  const parts = relative(root, name).split(sep);
  return parts.some((part) => part === "node_modules" || part.startsWith("."));
}

/** A terminal starts anew with every run; a file or a pipe keeps everything, with a line that tells runs apart. */
async function clear({ out }: Terminal, changed: readonly string[]): Promise<void> {
  if (out.isTerminal) await out.write("\u001B[2J\u001B[H");
  if (changed.length === 0) return;
  const names = [...new Set(changed.map((name) => basename(name)))].sort();
  const shown = names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
  await out.write(`${out.colours.dim(`changed: ${visible(shown)}`)}\n\n`);
}

async function attempt(run: () => Promise<ExitCode>, { err }: Terminal): Promise<ExitCode> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    await err.write(`${err.colours.red(err.colours.bold("error:"))} ${visible(error.message)}\n`);
    if (error.help !== undefined) await err.write(`  ${visible(error.help)}\n`);
    return 2;
  }
}

interface Changes {
  add(name: string): void;
  take(): readonly string[];
  /** Resolves once something has changed and nothing has for a moment: true; or when it is stopped: false. */
  wait(): Promise<boolean>;
  stop(): void;
}

function createChanges(): Changes {
  let names: string[] = [];
  let isDue = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let wake: () => void = () => undefined;
  return {
    add(name) {
      names.push(name);
      clearTimeout(timer);
      timer = setTimeout(() => {
        isDue = true;
        wake();
      }, quiet);
    },
    take() {
      const taken = names;
      names = [];
      return taken;
    },
    async wait() {
      if (!isDue && !isStopped) await new Promise<void>((done) => (wake = done));
      isDue = false;
      return !isStopped;
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
      wake();
    },
  };
}
