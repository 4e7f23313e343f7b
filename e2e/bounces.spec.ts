import type { Page } from "@playwright/test";
import { ADMIN, expect, importLog, signIn, test } from "./test";

/** Why mail bounced: pages, unknown codes, the provider's verdict, and a text that somebody pastes. */
test.describe.configure({ mode: "serial" });

const SENDER = "pages.marlow.example";
const PAGE = `/bounces?sender=${SENDER}`;
const GONE = (n: number) =>
  `550-5.1.1 The email account that you tried to reach does not exist. See\n550 5.1.1 https://support.google.com/mail/?p=NoSuchUser x${n}-2 - gsmtp`;

/** Of each kind so many, an hour ago and earlier. */
function writtenBounces(now: number): string {
  const lines: string[] = [];
  const row = (recipient: string, status: string, text: string, hard: boolean) =>
    lines.push(
      JSON.stringify({
        time: new Date(now - 3_600_000 - lines.length * 60_000).toISOString(),
        category: "EmailStatusUpdateOperational",
        correlationId: `pages-${lines.length}`,
        properties: {
          ...{ SenderDomain: SENDER, SenderUsername: "news", RecipientId: recipient },
          ...{ DeliveryStatus: status, FailureMessage: text, IsHardBounce: hard },
        },
      }),
    );
  for (let i = 0; i < 5; i++) row(`gone${i}@gmail.com`, "Bounced", GONE(i), true);
  for (let i = 0; i < 2; i++)
    row(
      `listed${i}@posteo.example`,
      "Failed",
      `554 5.7.1 Blocked using a spam blocklist, see https://www.spamhaus.org/query/ip/192.0.2.${i}`,
      false,
    );
  for (let i = 0; i < 3; i++)
    row(`odd${i}@firma.example`, "Failed", "452 4.9.77 <b>The mailbox is full</b>", false);
  row("full@firma.example", "Bounced", "552 5.2.2 The mailbox is full", true);
  return `${lines.join("\n")}\n`;
}

const message = (page: Page) => page.getByRole("complementary", { name: "Message" });

test("replies are grouped by the page they point to, and a link out asks first", async ({
  page,
  browser,
}) => {
  await signIn(page, ADMIN);
  await importLog(page, "pages.jsonl", writtenBounces(Date.now()));
  await page.goto(PAGE);
  const pages = page.getByRole("region", { name: "Pages the replies point to" });
  const gmail = pages.getByRole("row").filter({ hasText: "support.google.com/mail?p=NoSuchUser" });
  await expect(gmail).toContainText("Google: address does not exist");
  await expect(gmail.getByRole("cell").nth(2)).toHaveText("5");
  await expect(pages.getByRole("row").filter({ hasText: "spamhaus.org/query/ip" })).toContainText("2");

  await gmail.getByRole("link").first().click();
  await expect(message(page).getByText("message 1 of 5")).toBeVisible();
  await expect(message(page).locator("pre mark")).toBeVisible();
  await page.keyboard.press("j");
  await expect(message(page).getByText("message 2 of 5")).toBeVisible();

  await message(page)
    .getByRole("link", { name: /^https:\/\/support\.google\.com/ })
    .click();
  await expect(page.getByText("You are leaving Repute")).toBeVisible();
  await expect(page.getByText("this address came from a bounce message")).toBeVisible();
  const out = page.getByRole("link", { name: "Open support.google.com" });
  await expect(out).toHaveAttribute("href", "https://support.google.com/mail/?p=NoSuchUser");
  await expect(out).toHaveAttribute("rel", "noreferrer noopener");
  await expect(page.getByRole("button", { name: "Copy address" })).toBeVisible();

  const leaving = page.url();
  const forged = new URL(leaving);
  forged.searchParams.set("to", "https://evil.example/");
  expect((await page.request.get(forged.href)).status()).toBe(404);
  const stranger = await browser.newContext();
  await (await stranger.newPage()).goto(leaving);
  expect(new URL(stranger.pages()[0]!.url()).pathname).toBe("/sign-in");
  await stranger.close();

  await page.getByRole("button", { name: "Stay in Repute" }).click();
  await expect(message(page).getByText("message 2 of 5")).toBeVisible();
});

test("codes that nobody knows are listed and lead to their bounces, whose text is only text", async ({
  page,
}) => {
  await signIn(page, ADMIN, PAGE);
  const unknown = page.getByRole("region", { name: "Codes we have no words for" });
  const row = unknown.getByRole("row").filter({ hasText: "4.9.77" });
  await expect(row).toContainText("Mailbox full");
  await expect(row.getByRole("cell").last()).toHaveText("3");
  await row.getByRole("link", { name: "4.9.77" }).click();
  await expect(message(page).getByText("message 1 of 3")).toBeVisible();
  await expect(message(page).locator("pre")).toContainText("<b>The mailbox is full</b>");
  await expect(message(page).locator("pre b")).toHaveCount(0);
});

test("where the provider's verdict differs from ours, it is said and counted", async ({ page }) => {
  await signIn(page, ADMIN, PAGE);
  await page.getByRole("link", { name: "1 of 11" }).click();
  await expect(message(page).getByRole("heading", { name: "full@firma.example" })).toBeVisible();
  await expect(message(page).getByText("ACS says hard; we read soft: mailbox full.")).toBeVisible();
});

test("a pasted reply is read, with the words that decided", async ({ page }) => {
  await signIn(page, ADMIN, PAGE);
  await page.getByRole("link", { name: "Look up a bounce" }).click();
  const field = page.getByLabel("Reply or mail");
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByText("Paste a reply or a mail first, or choose a file.")).toBeVisible();

  await field.fill(GONE(1));
  await field.press("Control+Enter");
  const answer = page.getByRole("region", { name: "The reply" });
  await expect(page.getByRole("heading", { name: /^This is a hard bounce/ })).toBeVisible();
  await expect(answer.locator("mark")).toBeVisible();
  await expect(answer).toContainText("550 5.1.1");
  await expect(answer).toContainText("It is suppressed: for 24 h at first");
  await expect(answer).toContainText("What to do.");
  await expect(answer.getByRole("link", { name: /p=NoSuchUser/ })).toHaveAttribute(
    "href",
    /^\/bounces\/leave\?/,
  );

  await field.fill("552 5.2.2 <img src=x onerror=alert(1)> The mailbox is full");
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByRole("heading", { name: /^This is a soft bounce/ })).toBeVisible();
  await expect(answer).toContainText("<img src=x");
  await expect(answer.locator("img")).toHaveCount(0);
});

const DSN = `From: Mail Delivery System <mailer-daemon@mx.example>
To: <bounces@marlow.example>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ida@posteo.example
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user here

Final-Recipient: rfc822; jo@full.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 The mailbox is full

--b
Content-Type: message/rfc822

Message-ID: <m-4711@marlow.example>
Subject: News

Hello
--b--
`;

test("a returned mail names each recipient and the mail it is about; a holiday note is no bounce", async ({
  page,
}) => {
  await signIn(page, ADMIN, "/bounces/lookup");
  await page.getByLabel("Mail as a file").setInputFiles({
    name: "returned.eml",
    mimeType: "message/rfc822",
    buffer: Buffer.from(DSN.replaceAll("\n", "\r\n")),
  });
  await expect(page.getByRole("heading", { name: /names 2 recipients/ })).toBeVisible();
  const ida = page.getByRole("region", { name: "ida@posteo.example" });
  await expect(ida.locator("mark")).toBeVisible();
  await expect(ida).toContainText("It is suppressed");
  await expect(page.getByRole("region", { name: "jo@full.example" })).toContainText("it stays free");
  await expect(page.getByRole("region", { name: "The original mail" })).toContainText(
    "m-4711@marlow.example",
  );

  await page
    .getByLabel("Reply or mail")
    .fill(
      "From: Jo <jo@posteo.example>\nTo: news@marlow.example\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nBack on Monday.",
    );
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(
    page.getByRole("heading", { name: /^This mail is no bounce: jo@posteo.example/ }),
  ).toBeVisible();
});
