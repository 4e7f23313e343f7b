import type { Page } from "@playwright/test";
import { ADMIN, expect, signIn, test } from "./test";

/** Makes a list of its own for one test, by who is signed in. @returns its number and name */
async function newList(page: Page, what: string): Promise<{ id: number; name: string }> {
  const name = `${what} ${Date.now().toString(36)}`;
  const headers = { origin: new URL(page.url()).origin };
  const answer = await page.request.post("/api/v1/lists", { data: { name }, headers });
  return { id: (await answer.json()).id, name };
}

test("people come to a list by a file, and the import is undone where it ended", async ({ page }) => {
  await signIn(page, ADMIN, "/lists");
  const list = await newList(page, "Lighthouse post");
  await page.goto(`/lists/import?list=${list.id}`, { waitUntil: "networkidle" });
  const file =
    "Mail;State\nada@lighthouse.example;subscribed\nben@lighthouse.example;unsubscribed\nno address;\n";
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await page.getByRole("button", { name: "Check the file" }).click();
  await page.getByRole("button", { name: `Import 2 changes to ${list.name}` }).click();
  const result = page.getByRole("region", { name: `The import to ${list.name} is done` });
  await expect(result.getByRole("status")).toContainText("1Join");

  await page.getByRole("button", { name: "Undo this import" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("What it brought, 2 changes to a list, is taken back.");
  await dialog.getByRole("button", { name: "Undo 1 import" }).click();
  await expect(page.getByRole("region", { name: `The import to ${list.name} is undone` })).toBeVisible();
  await page.goto("/suppressions?q=ben@lighthouse.example");
  await expect(page.getByText("No suppressed address matches.")).toBeVisible();
});

test("the headers of a mailing are those of the list that is chosen", async ({ page }) => {
  await signIn(page, ADMIN, "/lists");
  const [one, other] = [await newList(page, "Ebb"), await newList(page, "Flood")];
  await page.goto(`/lists/headers?list=${one.id}`, { waitUntil: "networkidle" });
  await expect(page.getByText(`/api/v1/lists/${one.id}/links?`)).toBeVisible();
  await page.getByLabel("The mailing goes to").selectOption(other.name);
  await expect(page.getByText(`repute links ${other.id} --mailing`)).toBeVisible();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy command line" }).click();
  await expect(page.getByText("command line copied")).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(`repute links ${other.id} `);
});
