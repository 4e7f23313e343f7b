import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Access } from "./lists";

type HttpClient = NonNullable<NonNullable<Access["options"]>["httpClient"]>;

/**
 * A stand-in of the suppression lists of Azure Resource Manager, as its description publishes them: lists and addresses by
 * GET, PUT and DELETE, pages by `nextLink`, errors as `{ error: { code, message } }`.
 */
export async function armStandIn() {
  /** By list, then by id. */
  const lists = new Map<string, { listName: string; addresses: Map<string, string> }>();
  const calls: string[] = [];
  let refusal: { status: number; retryAfter?: string } | undefined;
  const PAGE = 2;

  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const url = new URL(request.url ?? "/", "http://arm.example");
    const [, below = ""] = /\/suppressionLists\/?(.*)$/i.exec(url.pathname) ?? [];
    const [list = "", , id] = below.split("/");
    calls.push(`${request.method} ${below.split("/").length > 2 ? "address" : "list"}`);
    const answer = (status: number, value?: object, headers = {}) => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(value && JSON.stringify(value));
    };
    const failed = (status: number, code: string, headers = {}) =>
      answer(status, { error: { code, message: `It is ${code}.` } }, headers);
    if (!/^Bearer /.test(request.headers.authorization ?? "")) return failed(401, "AuthenticationFailed");
    if (!url.searchParams.has("api-version")) return failed(400, "MissingApiVersionParameter");
    if (refusal && request.method !== "GET")
      return failed(
        refusal.status,
        "Refused",
        refusal.retryAfter ? { "retry-after": refusal.retryAfter } : {},
      );
    if (list === "")
      return answer(200, {
        value: [...lists].map(([name, { listName }]) => ({ name, properties: { listName } })),
      });
    if (!below.includes("/")) {
      lists.set(list, { listName: JSON.parse(body).properties.listName, addresses: new Map() });
      return answer(201, { name: list, properties: JSON.parse(body).properties });
    }
    const held = lists.get(list);
    if (!held) return failed(404, "ResourceNotFound");
    if (request.method === "GET") {
      const skip = Number(url.searchParams.get("skip") ?? 0);
      const page = [...held.addresses].slice(skip, skip + PAGE);
      url.searchParams.set("skip", String(skip + PAGE));
      const more = skip + PAGE < held.addresses.size;
      const value = page.map(([name, email]) => ({ name, properties: { email } }));
      return answer(200, {
        value,
        ...(more && { nextLink: `https://${request.headers.host}${url.pathname}${url.search}` }),
      });
    }
    if (request.method === "DELETE")
      return held.addresses.delete(id ?? "") ? answer(200) : failed(404, "ResourceNotFound");
    const isNew = !held.addresses.has(id ?? "");
    const { properties } = JSON.parse(body);
    held.addresses.set(id ?? "", properties.email);
    return answer(isNew ? 201 : 200, { name: id, properties });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  /** The SDK sends its credential over https only; the stand-in speaks http. */
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const sent = await fetch(request.url.replace(/^https:/, "http:"), {
        method: request.method,
        headers: Object.fromEntries(request.headers),
        body: request.body as string | undefined,
        signal: request.abortSignal as AbortSignal | undefined,
      });
      const headers = new (request.headers.constructor as new (from: object) => typeof request.headers)(
        Object.fromEntries(sent.headers),
      );
      return { request, status: sent.status, headers, bodyAsText: await sent.text() };
    },
  };
  const access: Access = {
    credential: { getToken: async () => ({ token: "a token", expiresOnTimestamp: Date.now() + 3_600_000 }) },
    options: { endpoint: `https://127.0.0.1:${port}`, httpClient },
  };
  return {
    access,
    calls,
    /** Every address there, sorted. */
    emails: () => [...lists.values()].flatMap(({ addresses }) => [...addresses.values()]).sort(),
    /** As somebody else would. */
    put: (list: string, listName: string, emails: string[]) =>
      lists.set(list, { listName, addresses: new Map(emails.map((email) => [`id of ${email}`, email])) }),
    drop: (email: string) => {
      for (const { addresses } of lists.values())
        for (const [id, one] of addresses) if (one === email) addresses.delete(id);
    },
    refuse: (next?: { status: number; retryAfter?: string }) => {
      refusal = next;
    },
    reset: () => {
      lists.clear();
      calls.length = 0;
      refusal = undefined;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
