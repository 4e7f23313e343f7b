import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { ADMIN, expect, signIn, test } from "./test";

/** A program that is told, in this process. */
async function receiver() {
  const types: string[] = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    types.push(JSON.parse(body).type);
    response.writeHead(204).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { types, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

test("a program is told of a suppression, and of it once more when asked", async ({ page }) => {
  const { types, server, url } = await receiver();
  await signIn(page, ADMIN, "/settings");
  const card = page.locator("#outgoing");
  await card.getByRole("button", { name: "Add an endpoint" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Shop system");
  await dialog.getByLabel("Address").fill(url);
  await page.getByRole("button", { name: "Add 1 endpoint" }).click();
  await expect(page.getByText(/^whsec_/)).toBeVisible();
  await page.getByRole("button", { name: "I have passed it on" }).click();

  await card.getByRole("button", { name: "More about Shop system" }).click();
  await page.getByRole("menuitem", { name: "Send a test" }).click();
  await expect(page.getByText("Shop system took the test.", { exact: true })).toBeVisible();
  expect(types).toEqual(["webhook.test"]);

  const entry = { recipient: "told@posteo.example", until: null, reason: "Asked by telephone" };
  const added = await page.request.post("/api/v1/suppressions/entries", {
    data: entry,
    headers: { origin: new URL(page.url()).origin },
  });
  expect(added.status(), await added.text()).toBe(201);
  await expect.poll(() => types, { timeout: 30_000 }).toContain("suppression.added");

  await page.reload();
  await card.getByText("Latest messages").click();
  await expect(card.getByRole("row", { name: /Added .* Taken/ })).toBeVisible();
  await card.getByRole("button", { name: "Send again" }).click();
  await expect
    .poll(() => types.filter((type) => type === "suppression.added").length, { timeout: 30_000 })
    .toBe(2);

  await card.getByRole("button", { name: "More about Shop system" }).click();
  await page.getByRole("menuitem", { name: "Remove…" }).click();
  await page.getByRole("button", { name: "Remove 1 endpoint" }).click();
  await expect(card.getByText("Nobody is told.")).toBeVisible();
  server.close();
});
