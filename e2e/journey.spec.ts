import { execSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { writeExport } from "./export";
import { ADMIN, expect, signIn, test } from "./test";

/** The main job from the first visit to an undone unsubscribe, each step on the traces of the one before. */
test.describe.configure({ mode: "serial" });

const written = writeExport(Date.now());
const MARKETER = { email: "mira@marlow.example", password: "", name: "Mira Lindqvist" };
const READER = "nora.quist@posteo.example";
const FAILURES = written.total.hard + written.total.soft;

const figure = (page: Page, name: string) =>
  page
    .getByRole("region", { name: "Figures of the period" })
    .locator(".figure")
    .filter({ has: page.getByRole("heading", { name, exact: true }) });

test("the set-up link makes the first admin, once", async ({ page, request }) => {
  const link = process.env.SETUP_URL ?? "";
  await page.goto("/overview");
  await expect(page).toHaveURL(/\/sign-in/);

  await page.goto(link);
  await page.getByLabel("Organisation").fill("Marlow Books");
  await page.getByLabel("Name", { exact: true }).fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByLabel("Time zone").selectOption("UTC");
  await page.getByRole("button", { name: "Create and go on" }).click();
  await expect(page.getByRole("heading", { name: /nothing to judge yet/ })).toBeVisible();
  await expect(page.getByText("/api/v1/ingest/acs").first()).toBeVisible();

  expect((await request.get(link)).status()).toBe(404);
});

test("an export is imported, and its unreadable line is shown with the reason", async ({ page }) => {
  await signIn(page, ADMIN);
  await page.getByRole("link", { name: "Choose a file" }).click();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "acs.jsonl", mimeType: "application/jsonl", buffer: Buffer.from(written.text) });
  const card = page.getByRole("region", { name: "Import of acs.jsonl" });
  await expect(card.getByRole("status")).not.toContainText("Reading", { timeout: 30_000 });
  await expect(card.locator("dd").first()).toContainText(written.events.toLocaleString("en"));
  await expect(card.getByText("1 rejected line")).toBeVisible();
  await expect(card.getByText("2026-06-01T")).toBeVisible();
});

test("the overview shows what was imported, to the last count", async ({ page }) => {
  await signIn(page, ADMIN);
  await expect(figure(page, "Sent")).toContainText(written.total.sent.toLocaleString("en"));
  await expect(figure(page, "Delivered")).toContainText(written.total.delivered.toLocaleString("en"));
  await expect(figure(page, "Hard")).toContainText(String(written.total.hard));
  await expect(figure(page, "Suppressed")).toContainText(String(written.total.suppressed));

  await page.getByRole("button", { name: "As a table" }).first().click();
  const day = written.days[3]!;
  const sent = day.delivered + day.hard + day.soft;
  await expect(page.getByRole("row", { name: `${day.hard + day.soft} of ${sent}` }).first()).toBeVisible();
});

test("from a code to one message and what the receiver said", async ({ page }) => {
  await signIn(page, ADMIN, "/bounces");
  await expect(page.getByText(`${FAILURES} bounces`).first()).toBeVisible();
  await page.getByRole("link", { name: "5.1.1" }).click();
  const message = page.getByRole("complementary", { name: "Message" });
  await expect(message.getByText(`message 1 of ${written.total.hard}`)).toBeVisible();
  await expect(message.getByRole("heading", { name: written.bounced })).toBeVisible();
  await expect(message.locator("mark").first()).toBeVisible();

  await message.getByRole("button", { name: "Next message" }).click();
  await expect(message.getByText(`message 2 of ${written.total.hard}`)).toBeVisible();
  await page.keyboard.press("k");
  await expect(message.getByText(`message 1 of ${written.total.hard}`)).toBeVisible();

  await message.getByRole("link", { name: "Open the message" }).click();
  await expect(page).toHaveURL(/\/events\/-?\d+\/-?\d+/);
  await expect(page.getByText("does not exist").first()).toBeVisible();
});

test("an admin releases an address, with a reason that the audit log keeps", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions");
  await page.getByRole("searchbox", { name: "Address or domain" }).fill("posteo.example");
  await expect(page).toHaveURL(/q=posteo/);
  await page.getByRole("link", { name: written.bounced }).click();
  await expect(page.getByText(/Suppressed until/)).toBeVisible();
  await page.getByRole("button", { name: "Release…" }).click();
  await page.getByRole("button", { name: "Release 1 address" }).click();
  await expect(page.getByText("Write why. It goes to the audit log.")).toBeVisible();
  await page.getByLabel("Why do you release it?").fill("The mailbox was made today (ticket 4711)");
  await page.getByRole("button", { name: "Release 1 address" }).click();
  await expect(page.getByText(`${written.bounced} was released.`, { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Release…" })).toBeHidden();

  await page.goto("/settings");
  await expect(page.getByText("ticket 4711").first()).toBeVisible();
});

test("a marketer sees everything and releases nothing", async ({ page }) => {
  await signIn(page, ADMIN, "/settings");
  const answer = await page.request.post("/api/v1/users", {
    data: { email: MARKETER.email, name: MARKETER.name, role: "marketer" },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(answer.ok()).toBe(true);
  MARKETER.password = (await answer.json()).password;
  await page.context().clearCookies();

  await signIn(page, MARKETER, "/suppressions?address=gone1%40outlook.com");
  await expect(page.getByText("Only an admin can release.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Release…" })).toBeHidden();
  const refused = await page.request.post("/api/v1/suppressions/releases", {
    data: { recipient: "gone1@outlook.com" },
    headers: { origin: new URL(page.url()).origin },
  });
  expect(refused.status()).toBe(403);
});

test("one click in a mail program leaves exactly one list; the recipient takes it back", async ({
  page,
  playwright,
  baseURL,
}) => {
  await signIn(page, ADMIN, "/lists");
  for (const name of ["Club news", "Weekly picks"]) {
    await page.getByRole("button", { name: "New list" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByRole("button", { name: "Create the list" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.getByRole("button", { name: `More about ${name}` }).click();
    await page.getByRole("menuitem", { name: /Import people/ }).click();
    await page.locator("input[type=file]").setInputFiles({
      name: "people.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`e-mail,state\n${READER},subscribed\nnobody,subscribed\n`),
    });
    await expect(page.getByLabel("Joined or left")).toHaveValue("state");
    await page.getByRole("button", { name: "Check the file" }).click();
    await expect(page.getByRole("region", { name: "Invalid lines" })).toContainText("nobody");
    await page.getByRole("button", { name: `Import 1 change to ${name}` }).click();
    await expect(page.getByRole("heading", { name: `The import to ${name} is done` })).toBeVisible();
    await page.goto("/lists");
  }
  const { lists } = await (await page.request.get("/api/v1/reports/lists")).json();
  const club = lists.find((list: { name: string }) => list.name === "Club news");
  const csv = await (await page.request.get(`/api/v1/lists/${club.id}/links`)).text();
  const [, unsubscribe, preferences] = csv
    .split(/\r?\n/)
    .find((line) => line.includes(READER))!
    .split(",");

  // As a mail program sends it: no cookie, no Origin, no Referer (RFC 8058 section 3.2).
  const client = await playwright.request.newContext({ baseURL });
  const reading = await client.get(unsubscribe!);
  expect(reading.status()).toBe(200);
  expect(check(READER, club.id)).toEqual({ allowed: true });
  const oneClick = await client.post(unsubscribe!, {
    headers: { "content-type": "application/x-www-form-urlencoded" },
    data: "List-Unsubscribe=One-Click",
    maxRedirects: 0,
  });
  expect(oneClick.status()).toBe(200);
  expect(check(READER, club.id)).toEqual({ allowed: false, reason: "unsubscribe" });
  await client.dispose();

  await page.context().clearCookies();
  await page.goto(preferences!);
  await expect(page.getByText("n••••••t@posteo.example")).toBeVisible();
  await expect(page.getByRole("switch", { name: /Club news/ })).toHaveAttribute("aria-checked", "false");
  await expect(page.getByRole("switch", { name: /Weekly picks/ })).toHaveAttribute("aria-checked", "true");
  await page.getByRole("switch", { name: "Club news" }).click();
  await expect(page.getByText("You get Club news.")).toBeVisible();
  expect(check(READER, club.id)).toEqual({ allowed: true });

  await page.getByRole("switch", { name: "Weekly picks" }).click();
  await expect(page.getByRole("switch", { name: "Weekly picks" })).toHaveAttribute("aria-checked", "false");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("switch", { name: "Weekly picks" })).toHaveAttribute("aria-checked", "true");

  await page.getByRole("link", { name: /Leave all lists/ }).click();
  await page.getByRole("button", { name: "Leave all lists" }).click();
  await expect(page.getByRole("switch", { name: /Weekly picks/ })).toHaveAttribute("aria-checked", "false");
  expect(check(READER, club.id)).toMatchObject({ allowed: false });
});

/** What a sender is told about an address for one list, by the command line. */
function check(address: string, list: number): { allowed: boolean; reason?: string } {
  const out = execSync(`${process.env.REPUTE_COMMAND} check ${address} --list ${list} --json`, {
    encoding: "utf8",
  });
  const { allowed, reason } = JSON.parse(out);
  return reason ? { allowed, reason } : { allowed };
}
