import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder on a disk of its own, which is soon full; undefined where none can be made. */
export interface TinyDisk {
  readonly path: string;
  remove(): void;
}

export function createTinyDisk(kibibytes: number): TinyDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), "authz-disk-"));
  const made = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${kibibytes}k`, "tmpfs", path]).status === 0;
  if (!made) rmSync(path, { recursive: true });
  if (!made) return undefined;
  return {
    path,
    remove() {
      spawnSync("umount", [path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Leaves no byte. Returns the file to remove again. */
export function fillDisk(path: string): string {
  const file = join(path, "filler");
  for (let size = 65_536; size > 0; size = Math.floor(size / 2)) {
    try {
      writeFileSync(file, new Uint8Array(size), { flag: "a" });
    } catch {
      // Full, to this size.
    }
  }
  return file;
}
