import { readdirSync } from "node:fs";
import path from "node:path";
import { ADMIN, axeFindings, expect, signIn, test } from "./test";

const FOLDER = path.join("app", "(dashboard)");

/** The address of every page behind the sign-in that takes no parameter, found in the tree: none can be forgotten. */
const PAGES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx" && !file.includes("["))
  .map((file) => `/${path.dirname(file).split(path.sep).join("/")}`)
  .sort();

const LOOKS = {
  "on a desk": { viewport: { width: 1280, height: 900 } },
  "on a phone, dark": { viewport: { width: 390, height: 844 }, colorScheme: "dark" as const },
};

for (const [look, use] of Object.entries(LOOKS)) {
  test.describe(look, () => {
    test.use(use);
    test("every page has a title of its own, one heading, and nothing that axe finds; none scrolls sideways", async ({
      page,
    }) => {
      test.setTimeout(240_000);
      await signIn(page, ADMIN, PAGES[0]!);
      const titles = new Set<string>();
      for (const place of PAGES) {
        await test.step(place, async () => {
          await page.goto(place);
          await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          titles.add(await page.title());
          expect.soft(await axeFindings(page), place).toEqual([]);
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect.soft(beyond, `${place} is wider than the screen`).toBeLessThanOrEqual(0);
        });
      }
      expect(titles.size).toBe(PAGES.length);
    });
  });
}
