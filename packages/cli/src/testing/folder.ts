import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder for one test file, which is the current folder until it is removed: so names are shown as they are written. */
export interface TestFolder {
  write(name: string, content: string | Uint8Array): void;
  remove(): void;
}

export function createTestFolder(enter: (path: string) => void, back: string): TestFolder {
  const root = mkdtempSync(join(tmpdir(), "authz-files-"));
  enter(root);
  return {
    write(name, content) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), content);
    },
    remove() {
      enter(back);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
