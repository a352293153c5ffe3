import { httpLimits } from "../limits.ts";

/** Waits for a callback of the application, but not for ever; rejects with what it throws. */
export async function callback<T>(name: string, call: () => Promise<T> | T): Promise<T> {
  const started = call();
  if (!(started instanceof Promise)) return started;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    const error = new Error(`${name} has not answered within ${httpLimits.callbackSeconds} seconds`);
    timer = setTimeout(() => reject(error), httpLimits.callbackSeconds * 1000);
  });
  try {
    return await Promise.race([started, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
