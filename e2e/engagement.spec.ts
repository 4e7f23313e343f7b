import { ADMIN, expect, importLog, signIn, test } from "./test";

/** Who reads: raw and without machines, under which rule, by provider, and on to what was reported; and Gmail's own rate. */
const SENDER = "readers.marlow.example";
const DAY = 86_400_000;
const PERSON = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)";
const APPLE = "Mozilla/5.0";
const PLACE = `/engagement?tz=UTC&sender=${SENDER}`;

/** 100 mails three days ago, half at Gmail, half at iCloud: 20 people opened, 10 of them clicked, Apple fetched 30 more. */
function writtenDay(now: number): string {
  const nine = Math.floor(now / DAY) * DAY - 3 * DAY + 9 * 3_600_000;
  const base = (i: number) => ({ SenderDomain: SENDER, SenderUsername: "news", RecipientId: recipientOf(i) });
  const line = (i: number, at: number, category: string, more: object) =>
    JSON.stringify({
      time: new Date(at).toISOString(),
      ...{ category, correlationId: `readers-${i}` },
      properties: { ...base(i), ...more },
    });
  const recipientOf = (i: number) => `reader${i}@${i < 50 ? "gmail.com" : "icloud.com"}`;
  const lines: string[] = [];
  for (let i = 0; i < 100; i++) {
    lines.push(line(i, nine + i, "EmailStatusUpdateOperational", { DeliveryStatus: "Delivered" }));
    const read = (type: string, UserAgent: string, url = "") =>
      lines.push(
        line(i, nine + 3_600_000 + i, "EmailUserEngagementOperational", {
          ...{ EngagementType: type, UserAgent, EngagementContext: url },
        }),
      );
    if (i < 20) read("view", PERSON);
    if (i < 10) read("click", PERSON, "https://readers.marlow.example/new");
    if (i >= 50 && i < 80) read("view", APPLE);
  }
  return `${lines.join("\n")}\n`;
}

test("opens and clicks: without machines and raw, the rule that makes the difference, by provider, the reports behind", async ({
  page,
}) => {
  await signIn(page, ADMIN);
  await importLog(page, "readers.jsonl", writtenDay(Date.now()));
  await page.goto(PLACE);
  await expect(page.locator(".opening")).toContainText(
    "People opened 20.00% of the delivered mail and clicked in 10.00%. Machines alone opened 30 more",
  );
  const chart = page.locator("#readings");
  await expect(chart).toContainText("20.00% (20 of 100)");
  await chart.getByRole("button", { name: "Raw" }).click();
  await expect(page).toHaveURL(/measure=opened/);
  await expect(chart).toContainText("50.00% (50 of 100)");
  await chart.getByRole("button", { name: "Clicks" }).click();
  await expect(chart).toContainText("10.00% (10 of 100)");

  const machines = page.getByRole("region", { name: "Without machines" });
  await expect(machines.getByRole("row", { name: /All, raw/ })).toContainText("50");
  await expect(machines.getByRole("row", { name: /Apple Mail privacy/ })).toContainText("30");
  await expect(machines.getByRole("row", { name: /Apple Mail privacy/ })).toContainText("opened or not");
  await expect(machines.getByRole("row", { name: /By people/ })).toContainText("20");

  const providers = page.getByRole("region", { name: "By mailbox provider" });
  await expect(providers.getByRole("row", { name: /^Gmail/ })).toContainText("40.00% 20");
  await expect(providers.getByRole("row", { name: /^iCloud/ })).toContainText("60.00% 30");
  await expect(providers.getByRole("row", { name: /^iCloud/ })).toContainText("0.00% 0");
  await expect(page.getByRole("region", { name: "By when the address last read" })).toContainText(
    /Counted .* or later|not been counted yet/,
  );

  const plot = chart.getByRole("slider");
  await plot.focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowLeft");
  await expect(plot).toHaveAttribute("aria-valuetext", /10 of 100 delivered mails/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/events\?.*kind=clicked/);
  await expect(page.getByRole("row")).toHaveCount(11);
  await page.getByRole("row").nth(1).getByRole("link").first().click();
  await expect(page).toHaveURL(/\/events\/-?\d+\/-?\d+/);
  await expect(page.getByText("readers.marlow.example/new").first()).toBeVisible();
});

test("Gmail's spam rate: a file is checked, brought, drawn against Gmail's lines, and taken back", async ({
  page,
}) => {
  await signIn(page, ADMIN, PLACE);
  const gmail = page.locator("#gmail");
  await expect(gmail).toContainText("None is known of these days.");
  await gmail.getByRole("link", { name: "Bring a file" }).click();
  await expect(page).toHaveURL(/\/engagement\/gmail/);
  const day = (ago: number) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
  const rates = [0.04, 0.06, 0.21, 0.05].map((rate, i) => `${day(6 - i)},${rate}`);
  const file = ["Date,User-reported spam rate", ...rates, "yesterday,0.05"].join("\n");
  await page.locator("input[type=file]").setInputFiles({
    ...{ name: "gmail-spam.csv", mimeType: "text/csv" },
    buffer: Buffer.from(file),
  });
  await expect(page.getByLabel("Spam rate", { exact: true })).toHaveValue("User-reported spam rate");
  await expect(page.getByRole("button", { name: "Check the file" })).toHaveCount(0);
  await page.getByLabel("Domain of all rows").fill(SENDER);
  await page.getByLabel("Numbers without a percent sign are").selectOption("percent");
  await page.getByRole("button", { name: "Check the file" }).click();
  await expect(page.getByText("at most 0.21%")).toBeVisible();
  await expect(page.getByRole("row", { name: /6.*can only mean one/ })).toBeVisible();
  await page.getByRole("button", { name: "Import 4 rates" }).click();
  await expect(page.getByText("4 new days")).toBeVisible();

  await page.goto(PLACE);
  await expect(gmail).toContainText("below the 0.10% that Gmail asks for");
  await expect(gmail).toContainText("Highest 0.21%");
  await expect(gmail).toContainText("never 0.30%");
  await gmail.getByRole("button", { name: "As a table" }).click();
  await expect(gmail.getByRole("row").filter({ hasText: "0.21%" })).toHaveCount(1);

  await page.goto("/imports");
  const brought = page.getByRole("main").getByRole("listitem").filter({ hasText: "gmail-spam.csv" });
  await brought.getByRole("button", { name: "Undo…" }).click();
  await page.getByRole("button", { name: "Undo 1 import" }).click();
  await expect(brought).toContainText("undone");
  await page.goto(PLACE);
  await expect(gmail).toContainText("None is known of these days.");
});

test("the health of the lists: growth, churn, whom they reach", async ({ page }) => {
  await signIn(page, ADMIN);
  const headers = { origin: new URL(page.url()).origin };
  const list = { name: "Readers of the test", kind: "marketing", basis: "consent" };
  const made = await page.request.post("/api/v1/lists", { data: list, headers });
  expect(made.ok()).toBe(true);
  const { id } = await made.json();
  const added = await page.request.post(`/api/v1/lists/${id}/subscribers`, {
    data: Buffer.from("joins@readers.marlow.example\n"),
    headers: { ...headers, "content-type": "text/csv" },
  });
  expect(added.ok()).toBe(true);
  await page.goto("/lists");
  await page.getByRole("link", { name: "Health", exact: true }).first().click();
  await expect(page).toHaveURL(/\/lists\/health/);
  const reach = page.getByRole("region", { name: "By list" });
  await expect(reach.getByRole("row", { name: /Readers of the test/ })).toContainText("+1");
  const growth = page.locator("#growth");
  await growth.getByLabel("Of which list").selectOption({ label: "Readers of the test" });
  await expect(growth).toContainText("1 subscription began and 0 ended in twelve weeks: net +1.");
  await growth.getByRole("button", { name: "As a table" }).click();
  await expect(growth.getByRole("row")).toHaveCount(13);
});
