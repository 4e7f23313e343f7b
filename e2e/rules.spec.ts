import type { Page } from "@playwright/test";
import { ADMIN, expect, importLog, signIn, test } from "./test";

/* A rule from the test box to history and back, on bounces of a sender of its own. */
const SENDER = "desk@rules.example";
const BOUNCES = 6;
const REPLY = "451 4.7.0 The lantern is out, kindly come back";

function exported(now: number): string {
  const rows = Array.from({ length: BOUNCES }, (_, i) => ({
    time: new Date(now - (i + 2) * 3_600_000).toISOString(),
    category: "EmailStatusUpdateOperational",
    correlationId: `00000000-0000-4000-9000-${String(i).padStart(12, "0")}`,
    properties: {
      SenderUsername: "desk",
      SenderDomain: "rules.example",
      RecipientId: `lamp${i}@lantern.example`,
      DeliveryStatus: "Failed",
      FailureMessage: REPLY,
      SmtpStatusCode: "451",
    },
  }));
  return `${rows.map((row) => JSON.stringify(row)).join("\n")}\n`;
}

/** What the bounces page says of this sender. */
async function expectClasses(page: Page, said: string) {
  await page.goto(`/bounces?sender=${encodeURIComponent(SENDER)}`);
  await expect(page.getByText(said).first()).toBeAttached();
}

test("a rule is written with the test box, tried on history, applied and undone", async ({ page }) => {
  await signIn(page, ADMIN, "/imports");
  await importLog(page, "lantern.jsonl", exported(Date.now()));
  await expectClasses(page, `0 hard, ${BOUNCES} soft, 0 spam`);

  await page.getByRole("link", { name: "Own rules" }).click();
  await expect(page.getByText("Bounces are read by the rules that come with Repute.")).toBeVisible();
  await page.getByRole("button", { name: "New rule" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("The lantern");
  await dialog.getByLabel("Phrases, one a line").fill("the lantern out");
  await expect(dialog.getByText("Phrase 1:")).toContainText("leave it out");
  await dialog.getByLabel("Phrases, one a line").fill("lantern out");
  await expect(dialog.getByText("Phrase 1:")).toBeHidden();
  await dialog.getByLabel("Class").selectOption("hard");
  await dialog.getByLabel("Reason").selectOption("mailbox-disabled");
  await dialog.getByLabel("Try a reply").fill(REPLY);
  await expect(dialog.getByText("This rule wins.")).toBeVisible();
  await expect(dialog.locator("mark")).toHaveText("lantern is out");
  await dialog.getByRole("button", { name: "Add the rule" }).click();
  await expect(dialog).toBeHidden();

  const changes = page.getByRole("region", { name: "Changes not in force yet" });
  await changes.getByRole("button", { name: "7 days" }).click();
  await changes.getByRole("button", { name: "Try them" }).click();
  await expect(changes.getByText(`${BOUNCES} deliveries would move from soft to hard.`)).toBeVisible();
  await expect(changes.getByText(`${BOUNCES} addresses would be suppressed now.`)).toBeVisible();
  await expectStill(page);

  await changes.getByRole("button", { name: "Apply…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Apply 1 rule" }).click();
  await expect(page.getByText(`the last change moved ${BOUNCES} bounces`)).toBeVisible();
  await expect(page.getByText(ADMIN.email).first()).toBeVisible();
  await expectClasses(page, `${BOUNCES} hard, 0 soft, 0 spam`);
  await page.goto("/suppressions?q=lantern.example");
  await expect(page.getByRole("link", { name: "lamp0@lantern.example" })).toBeVisible();

  await page.goto("/bounces/rules");
  await page.getByRole("button", { name: /^Undo/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo 1 change" }).click();
  await expect(page.getByText("Bounces are read by the rules that come with Repute.")).toBeVisible();
  await expect(page.getByText("change 1 undone").first()).toBeVisible();
  await expectClasses(page, `0 hard, ${BOUNCES} soft, 0 spam`);
});

/** Trying has moved nothing. */
async function expectStill(page: Page) {
  const series = await page.request.get(`/api/v1/reports/series?sender=${encodeURIComponent(SENDER)}`);
  expect((await series.json()).total).toMatchObject({ hard: 0, soft: BOUNCES });
}
