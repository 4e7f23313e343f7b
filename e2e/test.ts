import { test as base, type Page } from "@playwright/test";

export { expect } from "@playwright/test";

/** Of these the browser itself makes console errors, although the pages answer them in words. */
const EXPECTED = /Failed to load resource: the server responded with a status of (401|403|404|409)/;

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

/** Signs in by the form and waits for the page that was asked for. */
export async function signIn(page: Page, who: { email: string; password: string }, next = "/overview") {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel("E-mail").fill(who.email);
  await page.getByLabel("Password").fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname + url.search === next);
}
