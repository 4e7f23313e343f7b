import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test as base, expect, type Page } from "@playwright/test";
import type axe from "axe-core";

export { expect };

/**
 * Of these the browser itself makes console errors: answers that the pages put into words, and Playwright's trace, which
 * would look into the previews that allow no script.
 */
const EXPECTED =
  /Failed to load resource: the server responded with a status of (400|401|403|404|409)|^Blocked script execution in 'about:srcdoc'/;

/** Playwright's `test`, with one rule more: a console error, or an uncaught one, on any page fails the test. */
export const test = base.extend<{ quietConsole: undefined }>({
  quietConsole: [
    async ({ context }, use) => {
      const errors: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error" && !EXPECTED.test(message.text())) errors.push(message.text());
      });
      context.on("weberror", (error) => errors.push(String(error.error())));
      await use(undefined);
      if (errors.length > 0) throw new Error(`The console shows:\n${errors.join("\n")}`);
    },
    { auto: true },
  ],
});

export const ADMIN = { email: "ada@marlow.example", password: "a quiet reading room", name: "Ada Marlow" };

/**
 * Signs in by the form and waits for the page that was asked for. By the form each time: it leads there without loading a
 * page, so that what is clicked next is ready for it.
 */
export async function signIn(page: Page, who: { email: string; password: string }, next = "/overview") {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Password").fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname + url.search === next);
}

/** Imports a log as a program does, on the session of the page, and waits until all of it is taken in. */
export async function importLog(page: Page, name: string, text: string): Promise<void> {
  const headers = { origin: new URL(page.url()).origin };
  const body = Buffer.from(text);
  const opened = await page.request.post("/api/v1/imports", { data: { name, size: body.length }, headers });
  const { id } = await opened.json();
  const taken = await page.request.put(`/api/v1/imports/${id}`, { data: body, headers });
  expect(taken.ok()).toBe(true);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe finds on the page as it stands, one line for each rule, once nothing on it fades or moves any more: a colour on
 * its way is nobody's. Not in frames: a preview is a document of its own, with landmarks of its own, and is looked at where
 * recipients see it.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== "running" || effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
      ),
  );
  // To read axe in takes a page as long as to be looked through by it.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  return page.evaluate(async () => {
    const here = window as unknown as { axe: typeof axe };
    const { violations } = await here.axe.run({ exclude: ["iframe"] }, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`);
  });
}

/** How much wider than the screen the page is. */
export const beyondScreen = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
