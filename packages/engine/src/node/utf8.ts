/** The text of UTF-8 bytes, or where the first bytes are that are none. */
export type Decoded = { readonly text: string } | { readonly invalidAt: number };

export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { invalidAt: validLength(bytes) };
  }
}

/** What can be shown of bytes that are not UTF-8: `shown` has U+FFFD for each wrong one, the first one stands at `offset`. */
export function showBytes(bytes: Uint8Array, invalidAt: number): { readonly shown: string; readonly offset: number } {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return { shown: decoder.decode(bytes), offset: decoder.decode(bytes.subarray(0, invalidAt)).length };
}

/** The encoding that the first bytes are a mark of, for a hint. */
export function guessEncoding(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return "UTF-16";
  return undefined;
}

/** How many bytes from the start are well-formed UTF-8 (Unicode 16, table 3-7). */
function validLength(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return at;
}

function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length =
    lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  // Overlong forms, surrogates and what lies past U+10FFFF show in the second byte.
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index] ?? 0;
    if (byte < (index === 1 ? low : 0x80) || byte > (index === 1 ? high : 0xbf)) return 0;
  }
  return length;
}
