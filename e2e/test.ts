import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";

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

/**
 * What axe finds on the page as it stands, one line for each rule. Not in frames: a preview is a document of its own,
 * with landmarks of its own, and is looked at where recipients see it. Without frames the findings need not be put
 * together in a second page (axe's way otherwise), which takes as long as finding them.
 */
export async function axeFindings(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude("iframe").options({ resultTypes: ["violations"] });
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`);
}
