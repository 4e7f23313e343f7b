import { generateKeyPairSync, sign } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { type Happened, payloadOf } from "@/lib/server/sources/testing-payloads";
import { ADMIN, expect, signIn, test } from "./test";

/* A source is connected, signs what it sends, and is seen on the page; then one that proves itself by a secret of ours. */

const keys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const AT = Math.floor(Date.now() / 60_000) * 60_000 - 300_000;

/** As the provider writes it. */
const event = (source: "sendgrid" | "generic", messageId: string, kind: Happened["kind"]): object =>
  payloadOf({ source, messageId, recipient: `${messageId}@tidewater.example`, kind, at: AT })!;

/** A batch signed as SendGrid does (ECDSA over timestamp and body). */
function deliver(request: APIRequestContext, address: string, events: object[]) {
  const body = JSON.stringify(events);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = sign("sha256", Buffer.from(timestamp + body), keys.privateKey).toString("base64");
  return request.post(address, {
    data: Buffer.from(body),
    headers: {
      "content-type": "application/json",
      "x-twilio-email-event-webhook-signature": signature,
      "x-twilio-email-event-webhook-timestamp": timestamp,
    },
  });
}

/** Opens the dialog of a source by the list of all. */
async function choose(page: Page, title: string) {
  await page.getByRole("link", { name: "Connect a source" }).click();
  await page.getByRole("link", { name: `Connect ${title}` }).click();
}
const rowOf = (page: Page, title: string) =>
  page.getByRole("region", { name: "Sources", exact: true }).getByRole("row", { name: title });
/** What was shown to be copied. */
const shown = (page: Page, label: string) =>
  page.getByRole("dialog").getByText(label, { exact: true }).locator("xpath=..").locator("code");

test("SendGrid is connected, reports under its signature, and one event that cannot be read is mended", async ({
  page,
  request,
}) => {
  await signIn(page, ADMIN, "/imports");
  await choose(page, "SendGrid");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Connect SendGrid" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Without its key nobody can tell its reports");
  await dialog
    .getByLabel("Verification key")
    .fill(keys.publicKey.export({ format: "der", type: "spki" }).toString("base64"));
  await dialog.getByRole("button", { name: "Connect SendGrid" }).click();
  await expect(dialog.getByRole("heading", { name: "SendGrid may report now" })).toBeVisible();
  const address = (await shown(page, "Address").textContent()) ?? "";
  expect(address).toMatch(/\/api\/v1\/ingest\/sendgrid$/);
  await dialog.getByRole("button", { name: "I have passed it on" }).click();
  await expect(rowOf(page, "SendGrid")).toContainText("Waiting");

  const batch = [
    event("sendgrid", "tide-1", "delivered"),
    event("sendgrid", "tide-2", "hard"),
    { ...event("sendgrid", "tide-3", "delivered"), event: "teleported" },
  ];
  expect((await deliver(request, address, batch)).status()).toBe(200);
  expect((await deliver(request, address, batch.slice(0, 1))).status()).toBe(200);
  expect((await request.post(address, { data: batch })).status()).toBe(401);
  await page.reload();
  const row = rowOf(page, "SendGrid");
  await expect(row).toContainText("Live");
  await expect(row).toContainText("1 request refused: wrong or missing proof");
  await expect(row.getByRole("cell").nth(1)).toHaveText(/now|s ago|min ago/);
  await expect(row.getByRole("cell").nth(2)).toHaveText(/\d+ (s|min)/);
  await expect(row.getByRole("cell").nth(3)).toHaveText("2");
  await expect(row.getByRole("cell").nth(4)).toHaveText("1");
  await row.getByRole("link", { name: "1 set aside" }).click();

  await expect(page.getByRole("link", { name: "Only SendGrid" })).toBeVisible();
  const aside = page.getByRole("row", { name: 'Unknown event "teleported"' });
  await expect(aside).toContainText("tide-3@tidewater.example");
  await aside.getByRole("button", { name: "Look…" }).click();
  const raw = dialog.getByLabel("What came");
  await dialog.getByRole("button", { name: "Read it again" }).click();
  await expect(dialog.getByRole("alert")).toContainText(
    'It still cannot be read: Unknown event "teleported"',
  );
  await raw.fill((await raw.inputValue()).replace("teleported", "delivered"));
  await dialog.getByRole("button", { name: "Read the mended line" }).click();
  await expect(page.getByText("It is taken in.", { exact: true })).toBeVisible();
  await expect(aside).toBeHidden();
  await page.goto("/events?q=tide-3@tidewater.example");
  await expect(
    page.getByRole("row", { name: /Delivered to the provider tide-3@tidewater\.example/ }),
  ).toBeVisible();
});

test("a secret is shown once, is good until the one after the next, and the source is disconnected", async ({
  page,
  request,
}) => {
  await signIn(page, ADMIN, "/imports");
  await choose(page, "Generic JSON");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Connect Generic JSON" }).click();
  const address = (await shown(page, "Address").textContent()) ?? "";
  const first = (await shown(page, "Secret, in the header x-repute-secret").textContent()) ?? "";
  expect(first.length).toBeGreaterThan(30);
  await dialog.getByRole("button", { name: "I have passed it on" }).click();
  await expect(dialog).toBeHidden();
  const send = async (secret: string, messageId: string) => {
    const data = [event("generic", messageId, "delivered")];
    return (await request.post(address, { data, headers: { "x-repute-secret": secret } })).status();
  };
  expect(await send("wrong", "tide-4")).toBe(401);
  expect(await send(first, "tide-4")).toBe(200);

  await page.reload();
  await expect(page.getByText(first)).toBeHidden();
  const menu = async (item: string) => {
    await page.getByRole("button", { name: "More on Generic JSON" }).click();
    await page.getByRole("menuitem", { name: item }).click();
  };
  await menu("Steps, keys and secret");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Its secret was shown when it was made.")).toBeVisible();
  await expect(dialog.getByText(first)).toBeHidden();
  await dialog.getByRole("button", { name: "I have passed it on" }).click();

  const renewed: string[] = [];
  for (let time = 0; time < 2; time++) {
    await menu("Steps, keys and secret");
    await dialog.getByRole("button", { name: "New secret" }).click();
    renewed.push((await shown(page, "Secret, in the header x-repute-secret").textContent()) ?? "");
    await dialog.getByRole("button", { name: "I have passed it on" }).click();
    expect(await send(renewed[time]!, "tide-5")).toBe(200);
    expect(await send(first, "tide-6")).toBe(time === 0 ? 200 : 401);
  }

  await menu("Disconnect…");
  await dialog.getByRole("button", { name: "Disconnect 1 source" }).click();
  await expect(page.getByText("Generic JSON is disconnected.", { exact: true })).toBeVisible();
  expect(await send(renewed[1]!, "tide-7")).toBe(404);
  await expect(rowOf(page, "Generic JSON")).toContainText("Not connected");
});

test("a file of another provider than ACS is imported by saying whose it is", async ({ page }) => {
  await signIn(page, ADMIN, "/imports");
  await page.getByLabel("Whose events the file holds").selectOption("Postmark");
  await expect(page.getByText("Postmark events, as its webhook sends them")).toBeVisible();
  const record = payloadOf({
    ...{ source: "postmark", messageId: "tide-8", kind: "hard", at: AT },
    recipient: "tide-8@tidewater.example",
  });
  await page.locator("input[type=file]").setInputFiles({
    name: "postmark.jsonl",
    mimeType: "application/jsonl",
    buffer: Buffer.from(`${JSON.stringify(record)}\n`),
  });
  const card = page.getByRole("region", { name: "Import of postmark.jsonl" });
  await expect(card.getByRole("status")).toContainText("is in: 1 new event.");
  await page.goto("/events?q=tide-8@tidewater.example");
  await expect(page.getByRole("row", { name: /Hard bounce tide-8@tidewater\.example/ })).toBeVisible();
});
