import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { ADMIN, expect, signIn, test } from "./test";

test("a row that is opened while the search is being typed stays open, and the search goes on", async ({
  page,
}) => {
  await signIn(page, ADMIN, "/suppressions?reason=bounce");
  const row = page.getByRole("link", { name: /^gone\d+@/ }).first();
  const address = (await row.textContent()) ?? "";
  const domain = address.slice(address.indexOf("@") + 1);
  await page.getByRole("searchbox", { name: "Address or domain" }).fill(domain);
  await row.click();
  await expect(page).toHaveURL(/address=gone.*/);
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === domain);
  await expect(page.getByRole("complementary").getByRole("heading", { name: address })).toBeVisible();
});

test("an address opens and closes without the page being asked for again, and Back leads out of it", async ({
  page,
}) => {
  await signIn(page, ADMIN, "/suppressions/releases");
  await page.goto("/suppressions?reason=bounce");
  const row = page.getByRole("link", { name: /^gone\d+@/ }).first();
  const inspector = page.getByRole("complementary", { name: "Address" });
  await expect(row).toBeVisible();
  await page.waitForLoadState("networkidle");
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/suppressions") asked.push(request.url());
  });
  await row.click();
  await expect(inspector.getByText("Every event that led here")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(inspector).toBeHidden();
  await row.click();
  await inspector.getByRole("button", { name: "Close" }).click();
  await expect(inspector).toBeHidden();
  await page.goForward();
  await expect(inspector).toBeVisible();
  await page.goBack();
  await expect(inspector).toBeHidden();
  expect(asked).toEqual([]);
  await page.goBack();
  await expect(page).toHaveURL(/releases$/);
});

/** Keeps mail from addresses as a program would ask for it. */
async function block(page: Page, ...recipients: string[]) {
  const headers = { origin: new URL(page.url()).origin };
  for (const recipient of recipients) {
    const data = { recipient, reason: "For the test" };
    const answer = await page.request.post("/api/v1/suppressions/entries", { data, headers });
    expect(answer.status(), await answer.text()).toBe(201);
  }
}

test("a whole domain is blocked by hand until a day, found by its name, and its end is moved", async ({
  page,
}) => {
  await signIn(page, ADMIN, "/suppressions");
  await page.getByRole("button", { name: "Add" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/Address, or @domain/).fill("@retired.example");
  await expect(dialog.getByText("Everybody at retired.example is kept from mail.")).toBeVisible();
  await dialog.getByLabel("Until").fill("2001-01-01T09:00");
  await dialog.getByLabel("Why?").fill("Contract ended");
  await dialog.getByRole("button", { name: "Block 1 domain" }).click();
  await expect(dialog.getByText("That end is past.")).toBeVisible();
  await dialog.getByLabel("Until").fill("2094-03-01T09:00");
  await dialog.getByRole("button", { name: "Block 1 domain" }).click();
  await expect(page.getByText("@retired.example is kept from mail.", { exact: true })).toBeVisible();

  await page.goto("/suppressions?address=anybody%40retired.example");
  const inspector = page.getByRole("complementary", { name: "Address" });
  await expect(inspector.getByText("An entry made by hand for the whole domain").first()).toBeVisible();
  await inspector.getByRole("button", { name: "Move its end…" }).click();
  await page.getByRole("dialog").getByLabel("Until").fill("");
  await page.getByRole("button", { name: "Move the end" }).click();
  await expect(inspector.getByText(/Kept from mail without end/)).toBeVisible();

  await page.goto("/suppressions?q=%40retired.example&ends=never&reason=manual&scope=all");
  await expect(page.getByRole("link", { name: "@retired.example" })).toBeVisible();
  await page.goto("/suppressions?q=retired&ends=week");
  await expect(page.getByText("No suppressed address matches.")).toBeVisible();
});

test("the ladder of a lease, and the same address at a past instant", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions?reason=bounce");
  await page
    .getByRole("link", { name: /^gone\d+@outlook\.com$/ })
    .first()
    .click();
  const inspector = page.getByRole("complementary", { name: "Address" });
  await expect(inspector.getByRole("heading", { name: /Lease: step \d of 5/ })).toBeVisible();
  await expect(inspector.getByText("Filled: time spent.")).toBeVisible();
  await expect(inspector.getByText(/Hard bounce → a new cycle/).first()).toBeVisible();
  await inspector.getByLabel(/Day and time/).fill("2020-01-01T10:02");
  await inspector.getByRole("button", { name: "Ask" }).click();
  await expect(inspector.getByText("No, it was free.")).toBeVisible();

  const began = inspector
    .getByRole("listitem")
    .filter({ hasText: /Hard bounce → a new cycle/ })
    .first();
  const bounce = Date.parse((await began.locator("time").getAttribute("datetime")) ?? "");
  const later = new Date(bounce + 60_000).toISOString().slice(0, 16);
  await inspector.getByLabel(/Day and time/).fill(later);
  await inspector.getByRole("button", { name: "Ask" }).click();
  await expect(
    inspector.getByText(/^at step 1, .* A send would have been dropped, and moved it to step 2/),
  ).toBeVisible();
  const then = inspector.getByRole("figure").filter({ hasText: "what a send then would do" });
  await expect(then.getByRole("heading", { name: "Lease: step 1 of 5" })).toBeVisible();
  await inspector.getByText("What had led there by then").click();
  await expect(inspector.getByText(/Hard bounce → a new cycle/).last()).toBeVisible();
});

test("many are released together: counted first, watched after, and taken back", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions");
  const three = ["ann@bulk.example", "bob@bulk.example", "cem@bulk.example"];
  await block(page, ...three);
  await page.goto("/suppressions?q=bulk.example");
  await page.getByLabel("All rows of this page").check();
  await page.getByRole("button", { name: "Release 3…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: "Release 3 addresses?" })).toBeVisible();
  await dialog.getByRole("button", { name: "Release 3 suppressions" }).click();
  await expect(dialog.getByText("Write why. It goes to the audit log.")).toBeVisible();
  await dialog.getByLabel("Why do you release them?").fill("Blocked by mistake");
  await dialog.getByRole("button", { name: "Release 3 suppressions" }).click();
  await expect(page.getByText("No suppressed address matches.")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("3 suppressions hold again.", { exact: true })).toBeVisible();
  for (const one of three) await expect(page.getByRole("link", { name: one })).toBeVisible();

  await page.getByRole("button", { name: "Release all that is listed…" }).click();
  await dialog.getByLabel("Why do you release them?").fill("By mistake after all");
  await dialog.getByRole("button", { name: "Release 3 suppressions" }).click();
  await expect(page.getByText("No suppressed address matches.")).toBeVisible();
  await block(page, "bob@bulk.example");
  await page.goto("/suppressions?q=bulk.example");
  await expect(page.getByText(/Suppressed again .* after its release/)).toBeVisible();
  await page.goto("/suppressions/releases");
  const rows = page.getByRole("row");
  await expect(rows.filter({ hasText: "By mistake after all" })).toContainText("1 suppressed again");
  await expect(rows.filter({ hasText: "“Blocked by mistake”" })).toContainText("3 hold again");
  await rows.filter({ hasText: "By mistake after all" }).getByRole("button", { name: "Undo" }).click();
  await expect(rows.filter({ hasText: "By mistake after all" })).toContainText("3 hold again");
});

test("what a recipient decided is not released without a second yes", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions/import");
  const file = "Mail;Why\r\ndora@optout.example;complaint\r\n";
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "complaints.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await page.getByLabel("Reason", { exact: true }).selectOption("Why");
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByRole("button", { name: "Import 1 suppression" }).click();
  await expect(page.getByText("complaints.csv brought 1 suppression.")).toBeVisible();

  await page.goto("/suppressions?address=dora%40optout.example");
  await page.getByRole("button", { name: "Release…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why do you release it?").fill("She asked to be mailed again");
  const yes = dialog.getByRole("button", { name: /^Release \d/ });
  await expect(yes).toBeDisabled();
  await dialog.getByLabel(/^Complaint/).check();
  await expect(dialog.getByText(/They called your mail spam/)).toBeVisible();
  await expect(yes).toBeDisabled();
  await dialog.getByLabel(/I know, and release 1 decision/).check();
  await yes.click();
  await expect(page.getByText("dora@optout.example was released.", { exact: true })).toBeVisible();
});

test("a list is checked before it is sent, and leaves clean", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions");
  await block(page, "held@check.example");
  await page.goto("/suppressions/send-check");
  await page.getByLabel("Addresses").fill("held@check.example\nnobody\nida@gmial.com\nfine@gmail.com\n");
  await page.getByRole("button", { name: "Check the list" }).click();
  await page.getByRole("button", { name: /Show the rows: Suppressed now/ }).click();
  await expect(page.getByText("held@check.example").first()).toBeVisible();
  await page.getByRole("button", { name: "Show the rows: Wrong domain" }).click();
  await expect(page.getByText("gmail.com").first()).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: /Download the clean list/ }).click(),
  ]);
  const clean = await readFile(await download.path(), "utf8");
  expect(clean).toContain("fine@gmail.com");
  expect(clean).not.toContain("held@check.example");
});

test("a list that is pasted before the page is ready is not lost", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions");
  let ready = () => {};
  const scripts = new Promise<void>((resolve) => {
    ready = resolve;
  });
  await page.route("**/*.js", async (route) => {
    await scripts;
    await route.continue();
  });
  await page.goto("/suppressions/send-check", { waitUntil: "commit" });
  await page.getByLabel("Addresses").fill("early@gmail.com\n");
  await expect(page.getByRole("button", { name: "Check the list" })).toBeDisabled();
  ready();
  await page.getByRole("button", { name: "Check the list" }).click();
  await expect(page.getByRole("button", { name: /Download the clean list/ })).toBeVisible();
});

test("soft bounces suppress when an admin says so, and not before", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions/soft-bounces");
  await expect(page.getByText("Soft bounces suppress nobody.", { exact: true })).toBeVisible();
  await page.getByLabel("Soft bounces suppress an address").check();
  await page.getByLabel("In a row, at least").fill("1");
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect(page.getByText("At least 2 in a row.")).toBeVisible();
  await page.getByLabel("In a row, at least").fill("4");
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect(page.getByText(/4 soft bounces in a row, over at least 7 days/)).toBeVisible();
  await page.getByLabel("Soft bounces suppress an address").uncheck();
  await page.getByRole("button", { name: "Save the policy" }).click();
  await expect(page.getByText("Soft bounces suppress nobody.", { exact: true })).toBeVisible();
});
