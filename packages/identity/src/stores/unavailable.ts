import { identityLimits } from "../limits.ts";

/** A store that cannot be used now; the message is for the operator and holds no data, address or password. */
export class StoreUnavailable extends Error {}

/** What a store answers, or {@link StoreUnavailable} when it fails or takes longer than `storeSeconds`. */
export async function answerOf<T>(store: string, asked: () => Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new StoreUnavailable(`${store} gave no answer within ${identityLimits.storeSeconds} seconds`)),
    identityLimits.storeSeconds * 1000,
  );
  try {
    return await Promise.race([asked(), late]);
  } catch (error) {
    // What drivers say may quote data and addresses.
    throw error instanceof StoreUnavailable ? error : new StoreUnavailable(`${store} ${failure(error)}`);
  } finally {
    clearTimeout(timer);
  }
}

function failure(error: unknown): string {
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^\w{1,32}$/.test(code) ? `fails (${code})` : "fails";
}

/** Why a store cannot be used, in words. */
export function unavailability(error: unknown): string {
  return error instanceof StoreUnavailable ? error.message : "the store fails";
}
