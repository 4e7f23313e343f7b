import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type TestContext, test } from "node:test";
import { sharedFile } from "@/lib/testing-shared";
import { type Access, domainList } from "./lists";
import { nameUuid, type Place } from "./places";

const PLACE: Place = {
  ...{ subscription: "11112222-3333-4444-5555-666677778888", group: "contosoResourceGroup" },
  ...{ service: "contosoEmailService", domain: "contoso.com", id: "/subscriptions/1/domains/contoso.com" },
};

/** A published answer of Azure Resource Manager as it stands; undefined where the reference material is absent. */
function sample(t: TestContext, name: string): string | undefined {
  const file = sharedFile(t, `fixtures/acs-management/${name}`);
  return file && readFileSync(file, "utf8");
}

async function all(addresses: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const address of addresses) found.push(address);
  return found;
}

type HttpClient = NonNullable<NonNullable<Access["options"]>["httpClient"]>;
type Answer = { status: number; body: string };

/** Azure, as far as it answers these paths. */
function azure(answerOf: (method: string, path: string, body: string) => Answer): Access {
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const { status, body } = answerOf(
        request.method,
        new URL(request.url).pathname,
        String(request.body ?? ""),
      );
      const headers = new (request.headers.constructor as new (from: object) => typeof request.headers)({
        "content-type": "application/json",
      });
      return { request, status, headers, bodyAsText: body };
    },
  };
  const credential = { getToken: async () => ({ token: "t", expiresOnTimestamp: Date.now() + 3_600_000 }) };
  return { credential, options: { httpClient } };
}

test("the published lists are named ones: none of them is that of the whole domain, and none is touched", async (t) => {
  const lists = sample(t, "suppression-lists-list.response.json");
  if (!lists) return;
  const asked: string[] = [];
  const access = azure((method, path) => {
    asked.push(`${method} ${path.split("/").at(-1)}`);
    return { status: 200, body: lists };
  });
  const addresses = await all(domainList(PLACE, access).addresses());
  await domainList(PLACE, access).remove("abc@fabrikam.com");
  assert.deepEqual(addresses, []);
  assert.deepEqual(asked, ["GET suppressionLists", "GET suppressionLists"]);
});

test("the published addresses are read, and one is put as its page says", async (t) => {
  const [lists, addresses] = [
    sample(t, "suppression-lists-list.response.json"),
    sample(t, "suppression-addresses-list.response.json"),
  ];
  const [request, response] = [
    sample(t, "suppression-address-put.request.json"),
    sample(t, "suppression-address-put.response.json"),
  ];
  if (!lists || !addresses || !request || !response) return;
  const { email } = JSON.parse(request).properties;
  let put: { path: string; body: unknown } | undefined;
  const access = azure((method, path, body) => {
    if (method === "PUT") put = { path, body: JSON.parse(body) };
    if (method === "PUT") return { status: 200, body: response };
    if (path.endsWith("/suppressionLists"))
      return { status: 200, body: lists.replace('"contosoNewsAlerts"', '""') };
    return { status: 200, body: addresses };
  });
  const list = domainList(PLACE, access);
  const published = JSON.parse(addresses).value.map(
    (one: { properties: { email: string } }) => one.properties.email,
  );
  assert.deepEqual(await all(list.addresses()), published);
  await list.put(email);
  assert.ok(put?.path.endsWith(`/suppressionListAddresses/${nameUuid(email)}`), put?.path);
  assert.deepEqual(put?.body, { properties: { email } });
});

test("the published error is an error, with its code; that an address is not there is none where it is removed", async (t) => {
  const [lists, error] = [sample(t, "suppression-lists-list.response.json"), sample(t, "error.json")];
  if (!lists || !error) return;
  const access = azure((_, path) =>
    path.endsWith("/suppressionLists")
      ? { status: 200, body: lists.replace('"contosoNewsAlerts"', '""') }
      : { status: 404, body: error },
  );
  await assert.rejects(all(domainList(PLACE, access).addresses()), {
    ...{ code: "ResourceNotFound", statusCode: 404 },
  });
  await domainList(PLACE, access).remove("abc@fabrikam.com");
});
