import { compareDiagnostics, type Diagnostic } from "@authz/model";

/** `code: the underlined text`, and `→ suggestion` where there is one, in the order of the text. */
export function describeFindings(diagnostics: readonly Diagnostic[], text: string): readonly string[] {
  return [...diagnostics].sort(compareDiagnostics).map(({ code, location, suggestion }) => {
    const found = `${code}: ${text.slice(location.span.start, location.span.end)}`;
    return suggestion === undefined ? found : `${found} → ${suggestion}`;
  });
}
