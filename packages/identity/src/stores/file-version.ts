import { stat } from "node:fs/promises";

/** Something that is another text whenever a file was written or replaced; `absent` when there is none. */
export async function fileVersion(path: string): Promise<string> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
    return `${ino}:${size}:${mtimeNs}:${ctimeNs}`;
  } catch (error) {
    if (isMissing(error)) return absent;
    throw error;
  }
}

export const absent = "absent";

/** Whether a system's error says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOENT";
}
