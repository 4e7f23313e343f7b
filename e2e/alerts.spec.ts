import { webReceiver } from "@/lib/server/alerts/testing-receivers";
import { fileOf } from "./download";
import { ADMIN, expect, importLog, signIn, test } from "./test";

/* A bought list of a sender of its own: from the rule to the incident and its end; then what leaves the house as files. */
const DOMAIN = "fair.example";
const HOUR = 3_600_000;

function exported(now: number): string {
  const row = (i: number, at: number, status: object) => ({
    time: new Date(at).toISOString(),
    category: "EmailStatusUpdateOperational",
    correlationId: `00000000-0000-4000-9100-${String(i).padStart(12, "0")}`,
    properties: {
      SenderUsername: "stand",
      SenderDomain: DOMAIN,
      RecipientId: `lead${i}@gmail.com`,
      ...status,
    },
  });
  const bounced = {
    DeliveryStatus: "Bounced",
    IsHardBounce: "True",
    SmtpStatusCode: "550",
    EnhancedSmtpStatusCode: "5.1.1",
  };
  const rows = [
    ...Array.from({ length: 100 }, (_, i) => row(i, now - 30 * HOUR, { DeliveryStatus: "Delivered" })),
    ...Array.from({ length: 40 }, (_, i) =>
      row(100 + i, now - 600_000, { ...bounced, FailureMessage: "550 5.1.1 No such desk at this fair" }),
    ),
  ];
  return `${rows.map((one) => JSON.stringify(one)).join("\n")}\n`;
}

test("a channel takes its test, a rule opens an incident, and people bring it to its end", async ({
  page,
}) => {
  test.setTimeout(120_000);
  const web = await webReceiver();
  await signIn(page, ADMIN, "/alerts");
  await importLog(page, "fair.jsonl", exported(Date.now()));

  await page.getByRole("button", { name: "New channel" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Signed webhook" }).click();
  await dialog.getByLabel("Name").fill("Pager");
  await dialog.getByLabel("Address").fill(`${web.url}/pager/secret`);
  await dialog.getByRole("button", { name: "Make the channel" }).click();
  await expect(dialog.getByText(/^whsec_/)).toBeVisible();
  await dialog.getByRole("button", { name: "I have passed it on" }).click();
  const channels = page.getByRole("region", { name: "Channels" });
  await expect(channels.getByText(`${web.url}/…`)).toBeVisible();
  await channels.getByRole("button", { name: "Send a test to Pager" }).click();
  await expect(page.getByText("Pager took the test.", { exact: true })).toBeVisible();
  const told = web.received.find(({ body }) => body.includes("A test from Repute"));
  expect(told?.path).toBe("/pager/secret");
  expect(told?.headers["webhook-signature"]).toMatch(/^v1,/);

  await page.getByRole("button", { name: "New rule" }).click();
  await dialog.getByLabel("Name").fill("Hard bounces of the fair");
  await dialog.getByLabel("Sender or sender domain").fill(DOMAIN);
  await dialog.getByRole("button", { name: "Make the rule" }).click();
  await expect(dialog).toBeHidden();

  await page
    .getByRole("region", { name: "Open incidents" })
    .getByRole("link", { name: "Hard bounces of the fair" })
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Incident");
  await expect(page.locator("main h2").first()).toContainText("bounced hard");
  await expect(page.locator("main h2").first()).toContainText(DOMAIN);
  await page.getByRole("button", { name: "Acknowledge" }).click();
  await expect(page.getByText(`${ADMIN.email} acknowledged it`)).toBeVisible();
  await page.getByLabel("Write a note").fill("Leads of a fair. Nobody asked them.");
  await page.getByRole("button", { name: "Add the note" }).click();
  await expect(page.getByText("“Leads of a fair. Nobody asked them.”")).toBeVisible();
  await expect(page.getByText("Write down what it was (done)")).toBeVisible();

  await page.getByRole("button", { name: "Resolve…" }).click();
  await dialog.getByLabel("What it was, and what was done").fill("The list is out.");
  await dialog.getByRole("button", { name: "Resolve it" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`${ADMIN.email} resolved it`)).toBeVisible();
  await expect(page.getByRole("button", { name: "Resolve…" })).toBeHidden();
  await page.getByRole("link", { name: "Alerts", exact: true }).first().click();
  await expect(
    page.getByRole("region", { name: "Resolved" }).getByText("Hard bounces of the fair"),
  ).toBeVisible();
  await web.close();
});

test("a chart and a table leave as files that stand alone; the month is a page for paper", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, ADMIN, `/overview?period=7d&sender=${DOMAIN}`);
  const trend = page.locator("figure#trend");
  const svg = await fileOf(page, trend, "Drawing (SVG)");
  expect(svg.name).toBe("failure-rate.svg");
  const drawing = svg.bytes.toString();
  expect(drawing).toContain(">Failure rate</text>");
  expect(drawing).not.toMatch(/var\(|<image|href=|@import|url\((?!#)/);
  const png = await fileOf(page, trend, "Picture (PNG)");
  expect([...png.bytes.subarray(1, 4)]).toEqual([..."PNG"].map((char) => char.charCodeAt(0)));
  expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(1_200);

  const csv = await fileOf(page, trend, "Table as CSV");
  expect(csv.name).toBe("series.csv");
  const [head = "", ...days] = csv.bytes.toString().trim().split("\r\n");
  const hard = head.split(",").indexOf("hard");
  expect(days.length).toBe(7);
  expect(days.reduce((sum, day) => sum + Number(day.split(",")[hard]), 0)).toBe(40);

  await page.goto(`/events?period=7d&sender=${DOMAIN}`);
  const json = await fileOf(page, page.locator("main"), "Table as JSON");
  const rows = JSON.parse(json.bytes.toString());
  expect(rows.length).toBe(140);

  await page.goto(`/reports/${new Date().toISOString().slice(0, 7)}?sender=${DOMAIN}&tz=UTC`);
  await expect(page.locator("main h2").first()).toContainText("Mail in");
  await expect(page.getByRole("heading", { name: "Why it bounced" })).toBeVisible();
  await expect(page.getByText("Hard bounces of the fair")).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main", exact: true })).toBeHidden();
  await expect(page.getByRole("button", { name: "Print or save as PDF" })).toBeHidden();
  expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(20_000);
});

test("the API describes itself as it was built", async ({ page }) => {
  const answer = await page.request.get("/api/v1/openapi.json");
  expect(answer.ok()).toBe(true);
  const { paths } = await answer.json();
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      "/api/v1/reports/events",
      "/api/v1/alerts/incidents/{id}",
      "/api/v1/suppressions/check",
    ]),
  );
});
