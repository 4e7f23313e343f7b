import type { Page } from "@playwright/test";
import { fileOf } from "./download";
import { ADMIN, expect, importLog, signIn, test } from "./test";

/** The morning of a marketer: from the verdict to what a receiver said of one message, by mouse and by keyboard alone. */
test.describe.configure({ mode: "serial" });

const SENDER = "morning.marlow.example";
const DAY = 86_400_000;
const OVERVIEW = `/overview?tz=UTC&sender=${SENDER}`;

/** Two weeks of 60 mails a day with one dead address; on two days of the last week an old list besides. */
function writtenFortnight(now: number): string {
  const lines: string[] = [];
  const noon = Math.floor(now / DAY) * DAY;
  const row = (at: number, recipient: string, status: string, text: string) =>
    lines.push(
      JSON.stringify({
        time: new Date(at).toISOString(),
        category: "EmailStatusUpdateOperational",
        correlationId: `morning-${lines.length}`,
        properties: {
          ...{ SenderDomain: SENDER, SenderUsername: "news", RecipientId: recipient },
          ...{ DeliveryStatus: status, FailureMessage: text, IsHardBounce: status === "Bounced" },
        },
      }),
    );
  for (let ago = 13; ago >= 1; ago--) {
    const at = noon - ago * DAY + 9 * 3_600_000;
    for (let i = 0; i < 59; i++) row(at + i * 1_000, `reader${i}@gmail.com`, "Delivered", "");
    row(at + 60_000, "gone@gmail.com", "Bounced", "550 5.1.1 There is no such address");
    if (ago !== 3 && ago !== 4) continue;
    for (let i = 0; i < 30; i++) row(at + 70_000 + i, `new${i}@outlook.com`, "Delivered", "");
    for (let i = 0; i < 30; i++)
      row(
        at + 80_000 + i * 1_000,
        `dead${ago}-${i}@outlook.com`,
        "Bounced",
        "550 5.5.0 Requested action not taken: mailbox unavailable",
      );
  }
  return `${lines.join("\n")}\n`;
}

const changed = (page: Page) => page.getByRole("region", { name: "What changed" });

test("by mouse: verdict, score, what changed, the chart, the mail behind a point, one message, its record", async ({
  page,
}) => {
  await signIn(page, ADMIN);
  await importLog(page, "morning.jsonl", writtenFortnight(Date.now()));
  await page.goto(OVERVIEW);

  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("Under review", { exact: true })).toBeVisible();
  const score = page.getByRole("region", { name: "Score" });
  await expect(score.locator(".score b")).toHaveText("49");
  await expect(score.getByRole("row", { name: /Hard bounces/ })).toContainText("66 of 480");
  await expect(score.getByText("capped at 49")).toBeVisible();

  const rise = changed(page).getByRole("listitem").filter({ hasText: "Hard bounces rose" });
  await expect(rise).toContainText("66 of 480 sent");
  await expect(rise).toContainText("nearly all at Outlook");
  await rise.getByRole("link", { name: "Chart" }).click();

  await expect(page).toHaveURL(/\/reputation\?.*metric=hard/);
  await expect(page.getByRole("figure").first()).toContainText("SES 10%");
  await page.getByRole("link", { name: "Outlook" }).first().click();
  await expect(page).toHaveURL(/of=Outlook/);
  await expect(page.getByRole("heading", { name: "Hard bounce rate at Outlook" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Hard bounce rate", exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Counts" }).click();
  await page.getByRole("button", { name: "Week", exact: true }).click();
  await expect(page).toHaveURL(/show=counts.*grain=week|grain=week.*show=counts/);
  await page.getByRole("button", { name: "Day", exact: true }).click();
  await page.getByRole("button", { name: "As a table" }).first().click();
  await expect(page).toHaveURL(/table=trend/);
  await expect(page.getByRole("row", { name: /31 of 120/ }).first()).toBeVisible();
  await page.getByRole("button", { name: "As a chart" }).click();

  const plot = page.getByRole("slider", { name: /Hard bounces/ });
  const box = (await plot.boundingBox())!;
  // 28 days: the old list went out on the 24th and the 25th of them.
  await plot.click({ position: { x: (box.width * 24) / 27, y: box.height / 2 } });
  await expect(page).toHaveURL(/\/reputation\/mail/);
  await expect(page.locator(".opening")).toContainText("31 hard bounces");
  await page.getByRole("row").nth(1).getByRole("link").click();
  await expect(page).toHaveURL(/\/events\/-?\d+\/-?\d+/);
  await expect(page.getByText("mailbox unavailable").first()).toBeVisible();
  await page.getByRole("region", { name: "As reported" }).getByText("Hard bounce").click();
  await expect(page.locator("pre", { hasText: '"hardBounce": true' })).toBeVisible();
});

/** Presses Tab until what has the focus fits; a marketer without a mouse does no other. */
async function tabTo(page: Page, fits: (element: Element) => boolean): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press("Tab");
    const there = await page.evaluate(`(${fits.toString()})(document.activeElement)`);
    if (there) return;
  }
  throw new Error("Tab does not lead there");
}

test("by keyboard alone: the same way", async ({ page }) => {
  await signIn(page, ADMIN, OVERVIEW);
  await expect(changed(page)).toContainText("Hard bounces rose");
  await tabTo(
    page,
    (element) => element.textContent === "Chart" && /metric=hard/.test((element as HTMLAnchorElement).href),
  );
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Hard bounce rate", exact: true })).toBeVisible();

  await tabTo(page, (element) => element.getAttribute("role") === "slider");
  const plot = page.getByRole("slider").first();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
  await expect(plot).toHaveAttribute("aria-valuetext", /31 of 120/);
  await page.keyboard.press("Enter");
  await expect(page.locator(".opening")).toContainText("31 hard bounces");

  await tabTo(page, (element) => element.tagName === "A" && Boolean(element.closest("tbody")));
  await page.keyboard.press("Enter");
  await expect(page.getByText("mailbox unavailable").first()).toBeVisible();
  await tabTo(
    page,
    (element) => element.tagName === "SUMMARY" && /Hard bounce/.test(element.textContent ?? ""),
  );
  await page.keyboard.press("Enter");
  await expect(page.locator("pre", { hasText: '"hardBounce": true' })).toBeVisible();
});

test("marks, an own limit and a view are kept, and taken away again", async ({ page }) => {
  await signIn(page, ADMIN, `/reputation?tz=UTC&sender=${SENDER}&metric=hard`);
  await page.getByRole("button", { name: "Mark something…" }).click();
  await page.getByLabel("In a line").fill("The old list went out");
  await page.getByRole("button", { name: "Mark it" }).click();
  const notes = page.getByRole("region", { name: "What happened" });
  await expect(notes.getByRole("listitem")).toContainText("Campaign: The old list went out");

  await page.getByRole("button", { name: "Set an own limit…" }).click();
  await page.getByLabel("Percent").fill("1.5");
  await page.getByRole("button", { name: "Draw the line" }).click();
  await expect(page.getByText("Own 1.5%").first()).toBeVisible();

  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save this view…" }).click();
  await page.getByLabel("Name").fill("Hard, the old list");
  await page.getByRole("button", { name: "Save it" }).click();
  await expect(page.getByRole("button", { name: "Hard, the old list" })).toBeVisible();
  await page.goto("/reputation");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Hard, the old list" }).click();
  await expect(page).toHaveURL(/metric=hard/);
  await expect(page.getByRole("heading", { name: "Hard bounce rate", exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Hard, the old list" }).click();
  await page.getByRole("menuitem", { name: "Remove Hard, the old list" }).click();
  await expect(page.getByRole("button", { name: "Views" })).toBeVisible();
  await page.getByRole("button", { name: "Own limit 1.5%…" }).click();
  await page.getByRole("button", { name: "Take it away" }).click();
  await expect(page.getByRole("button", { name: "Set an own limit…" })).toBeVisible();
  await notes.getByRole("button", { name: "Remove mark 1" }).click();
  await expect(notes).toContainText("Nothing is marked in these days.");
});

test("what is laid out as a chart leaves as a drawing as well: small multiples, the hours of the week", async ({
  page,
}) => {
  await signIn(page, ADMIN, `/reputation?tz=UTC&sender=${SENDER}&metric=hard`);
  const hours = page.locator("figure#hours");
  const week = (await fileOf(page, hours, "Drawing (SVG)")).bytes.toString();
  expect(week).toContain(">Hard bounce rate by hour and weekday</text>");
  expect(week).toContain(">Mon</text>");
  expect(week.match(/<rect[^>]*fill-opacity/g)?.length).toBeGreaterThan(0);
  expect(week).not.toMatch(/var\(|<image|href=|@import|url\((?!#)/);
  const png = await fileOf(page, hours, "Picture (PNG)");
  expect([...png.bytes.subarray(1, 4)]).toEqual([..."PNG"].map((char) => char.charCodeAt(0)));
  expect((await fileOf(page, hours, "Table as CSV")).name).toBe("hours.csv");

  const multiples = page.getByRole("region", { name: "Hard bounce rate by provider" });
  const small = await fileOf(page, multiples, "Drawing (SVG)");
  expect(small.name).toBe("hard-bounce-rate-by-provider.svg");
  expect(small.bytes.toString()).toContain(">Outlook</text>");
  expect(small.bytes.toString().match(/<svg/g)?.length).toBeGreaterThan(2);
  // What is drawn is in the figures: each provider's days.
  const days = (await fileOf(page, multiples, "Table as CSV")).bytes.toString();
  expect(days).toContain("provider,day,k,n");
  expect(days.match(/^Outlook,20\d\d-\d\d-\d\d,30,60$/gm)).toHaveLength(2);
});
