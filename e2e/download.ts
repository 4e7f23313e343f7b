import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";

/** Opens the export menu of a part of the page, takes an entry, and answers the file. */
export async function fileOf(page: Page, within: ReturnType<Page["locator"]>, entry: string) {
  await within.getByRole("button", { name: /^Export/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: entry }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}
