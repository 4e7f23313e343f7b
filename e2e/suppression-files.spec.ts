import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { ADMIN, expect, signIn, test } from "./test";

const FILE = [
  "Customer;Mail;Why;From when",
  "Ada;+ada@files.example;unsubscribed;2026-10-01",
  "Ben;ben@files.example;blocked;2026-10-02",
  "Cleo;not an address;blocked;2026-10-02",
  "Ben again;Ben@Files.example;blocked;2026-10-03",
].join("\r\n");

/** The rows of the file that Export gives for what is listed. */
async function exported(page: Page): Promise<string[]> {
  await page.getByRole("button", { name: "More" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^suppressions-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...rows] = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
  expect(head).toMatch(/^address,domain-wide,reason,step,since,until/);
  return rows.map((row) => row.split(",")[0] ?? "");
}

test("a file is mapped, checked, imported, exported by its filter and undone", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Import a file" }).click();
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "old-system.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
  await expect(page.getByLabel("Address")).toHaveValue("Mail");
  await expect(page.getByLabel("Reason", { exact: true })).toHaveValue("");
  await page.getByLabel("Reason", { exact: true }).selectOption("Why");
  await page.getByLabel("Since").selectOption("From when");
  await page.getByRole("button", { name: "Check the file" }).click();
  const check = page.getByRole("status").filter({ hasText: "New" });
  await expect(check).toContainText("2New, suppressed by this import");
  await expect(check).toContainText("1Repeated");
  await expect(check).toContainText("1Invalid");
  await expect(page.getByRole("region", { name: "What would be added" })).toContainText("+ada@files.example");
  await expect(page.getByRole("region", { name: "Invalid lines" })).toContainText("not an address");

  await page.getByRole("button", { name: "Import 2 suppressions" }).click();
  await expect(page.getByText("old-system.csv brought 2 suppressions.")).toBeVisible();
  await expect(page).toHaveURL(/\/suppressions\/import\?import=\d+$/);
  const result = page.url();

  await page.goto("/suppressions?q=files.example");
  await expect(page.getByRole("link", { name: "ben@files.example" })).toBeVisible();
  expect(await exported(page)).toEqual(["'+ada@files.example", "ben@files.example"]);

  await page.getByRole("link", { name: "ben@files.example" }).click();
  await expect(page.getByText(`From old-system.csv, which ${ADMIN.email} brought`)).toBeVisible();

  await page.goto(result);
  await page.getByRole("button", { name: "Undo this import" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo 1 import" }).click();
  await expect(page.getByText("The import of old-system.csv is undone.")).toBeVisible();
  await page.goto("/suppressions?q=files.example");
  await expect(page.getByText("No suppressed address matches.")).toBeVisible();
});

test("drift has its own page, with a way back to each address", async ({ page }) => {
  await signIn(page, ADMIN, "/suppressions");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Drift" }).click();
  await expect(page.getByRole("heading", { name: "Drift", level: 1 })).toBeVisible();
  await expect(
    page.getByText(/Drift has not been counted yet|agree on every address|In thirty days/),
  ).toBeVisible();
});
