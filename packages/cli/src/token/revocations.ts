import { createRevocationCheck, type CredentialChecks } from "@authz/identity";
import type { Invocation } from "../command.ts";
import { openRevocations } from "../stores/open-revocations.ts";

/** Judges a token by what `--revocations` names as well, if it is given. */
export async function withRevocationCheck<T>(
  input: Invocation,
  judge: (others: NonNullable<CredentialChecks["others"]>) => Promise<T>,
): Promise<T> {
  const where = input.value("revocations");
  if (where === undefined) return judge([]);
  const { store, close } = await openRevocations("revocations", where);
  try {
    return await judge([createRevocationCheck({ store })]);
  } finally {
    await close();
  }
}
