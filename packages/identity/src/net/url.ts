/** Where keys and introspection are asked for: why an address is refused, in words; undefined when it is not. */
export function urlProblem(text: string, loopbackHttp: boolean): string | undefined {
  if (!URL.canParse(text)) return "it is no absolute URL";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "it holds a user or a password";
  if (url.hash !== "") return "it has a fragment";
  if (url.protocol === "https:") return undefined;
  if (url.protocol !== "http:") return "it does not begin with https:";
  if (loopbackHttp && loopbackNames.has(url.hostname)) return undefined;
  return loopbackHttp ? "only loopback may be asked without TLS" : "it does not begin with https:";
}

const loopbackNames: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);
