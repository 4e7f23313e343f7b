import { readdirSync } from "node:fs";
import path from "node:path";
import { ADMIN, axeFindings, beyondScreen, expect, signIn, test } from "./test";

const FOLDER = path.join("app", "(dashboard)");

/** The address of every page behind the sign-in that takes no parameter, found in the tree: none can be forgotten. */
const PAGES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx" && !file.includes("["))
  .map((file) => `/${path.dirname(file).split(path.sep).join("/")}`)
  .sort();

/** A page that was turned may still be laid out anew. */
const softly = expect.configure({ soft: true });

const DESK = { viewport: { width: 1280, height: 900 }, colorScheme: "light" } as const;
const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: "dark" } as const;

test("every page, on a desk and on a phone in the dark, has a title of its own, one heading, and nothing that axe finds; none scrolls sideways", async ({
  page,
}) => {
  test.setTimeout(300_000);
  await signIn(page, ADMIN, PAGES[0]!);
  const titles = new Set<string>();
  for (const [index, place] of PAGES.entries()) {
    // Loaded in the one look, and turned into the other: every second page the other way round.
    const looks = index % 2 === 0 ? [DESK, PHONE] : [PHONE, DESK];
    let isLoaded = false;
    for (const look of looks) {
      const name = `${place} ${look === DESK ? "on a desk" : "on a phone, dark"}`;
      await test.step(name, async () => {
        await page.setViewportSize(look.viewport);
        await page.emulateMedia({ colorScheme: look.colorScheme });
        if (!isLoaded) await page.goto(place);
        isLoaded = true;
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        titles.add(await page.title());
        expect.soft(await axeFindings(page), name).toEqual([]);
        await softly
          .poll(() => beyondScreen(page), `${name} is wider than the screen`)
          .toBeLessThanOrEqual(0);
      });
    }
  }
  expect(titles.size).toBe(PAGES.length);
});
