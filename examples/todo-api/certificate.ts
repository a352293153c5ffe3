import { generate } from "selfsigned";

/** A certificate for `localhost`, made on the fly, which is its own authority. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export async function createCertificate(): Promise<Certificate> {
  const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }] },
    ],
  });
  return { key, cert };
}

/** What both servers speak: nothing older (RFC 9325). */
export const tls = { minVersion: "TLSv1.2", maxVersion: "TLSv1.3" } as const;
