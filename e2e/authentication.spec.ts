import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { ADMIN, expect, importLog, signIn, test } from "./test";

/* From a report that is uploaded to its source, its records and its text, on a domain of its own; and a bomb that is refused. */
const DOMAIN = "lighthouse.example";
const DAY = 86_400_000;

/** One delivery, by which the domain is known as a sender's. */
function delivery(now: number): string {
  return `${JSON.stringify({
    time: new Date(now - 3_600_000).toISOString(),
    category: "EmailStatusUpdateOperational",
    correlationId: "00000000-0000-4000-9000-0000000a0701",
    properties: {
      SenderUsername: "keeper",
      SenderDomain: DOMAIN,
      RecipientId: "ship@harbour.example",
      DeliveryStatus: "Delivered",
    },
  })}\n`;
}

/** A receiver's report of the UTC day before yesterday. */
function report(now: number): Buffer {
  const begin = Math.floor(now / DAY - 2) * (DAY / 1000);
  const row = (
    ip: string,
    n: number,
    passed: string,
    results: string,
  ) => `<record><row><source_ip>${ip}</source_ip>
    <count>${n}</count><policy_evaluated><disposition>none</disposition><dkim>${passed}</dkim><spf>${passed}</spf></policy_evaluated>
    </row><identifiers><header_from>${DOMAIN}</header_from></identifiers><auth_results>${results}</auth_results></record>`;
  const own = `<dkim><domain>${DOMAIN}</domain><selector>lamp1</selector><result>pass</result></dkim>
    <spf><domain>${DOMAIN}</domain><result>pass</result></spf>`;
  const other = "<spf><domain>foghorn.example</domain><result>pass</result></spf>";
  return Buffer.from(`<?xml version="1.0"?><feedback><report_metadata><org_name>Coast Guard</org_name>
    <email>dmarc@coast.example</email><report_id>lighthouse-1</report_id><date_range><begin>${begin}</begin>
    <end>${begin + 86_399}</end></date_range></report_metadata><policy_published><domain>${DOMAIN}</domain><p>none</p></policy_published>
    ${row("192.0.2.10", 300, "pass", own)}${row("198.51.100.9", 40, "fail", other)}</feedback>`);
}

async function upload(page: Page, name: string, buffer: Buffer) {
  await page
    .getByLabel("Choose a file")
    .setInputFiles({ name, mimeType: "application/octet-stream", buffer });
}

test("a report is uploaded, its failing source opened, its record and its text seen; a bomb is refused in a sentence", async ({
  page,
}) => {
  const now = Date.now();
  await signIn(page, ADMIN, "/imports");
  await importLog(page, "lighthouse.jsonl", delivery(now));

  await page.goto("/authentication/reports");
  await upload(page, "coast.xml.gz", gzipSync(report(now)));
  await expect(
    page.getByText(`Taken in: DMARC report of Coast Guard about ${DOMAIN}, 2 records, 340 messages.`),
  ).toBeVisible();
  await upload(page, "again.xml", report(now));
  await expect(page.getByText("It was there already, nothing is counted twice")).toBeVisible();
  await upload(page, "bomb.xml.gz", gzipSync(Buffer.alloc(60_000_000)));
  await expect(
    page.getByRole("alert").filter({ hasText: "it may be a bomb and was not read" }),
  ).toBeVisible();
  await expect(page.getByText(/could not be read and (is|are) kept in quarantine/)).toBeVisible();

  await page.goto(`/authentication?sender=${DOMAIN}`);
  await expect(page.getByText("One source to mend")).toBeVisible();
  await expect(page.getByRole("heading", { name: /of your mail proves that it is yours/ })).toContainText(
    "foghorn.example does not: 40 messages",
  );
  await page.getByRole("link", { name: "foghorn.example", exact: true }).click();
  const inspector = page.getByRole("complementary", { name: "Source of mail" });
  await expect(inspector.getByText("Switch on DKIM signing for lighthouse.example")).toBeVisible();
  await expect(inspector.getByText("40 messages from 198.51.100.9")).toBeVisible();
  await inspector.getByRole("link", { name: "Report of Coast Guard" }).click();
  const received = page.getByRole("complementary", { name: "DMARC report" });
  await expect(received.getByText("lighthouse-1", { exact: true })).toBeVisible();
  await expect(received.locator("pre")).toContainText("<org_name>Coast Guard</org_name>");

  await page.goto(`/authentication?sender=${DOMAIN}&source=domain:foghorn.example`);
  await inspector.getByRole("button", { name: "It is not ours" }).click();
  await expect(page.getByText("foghorn.example is not yours.").first()).toBeVisible();
  await expect(page.getByText("One source to mend")).toBeHidden();
  await inspector.getByRole("button", { name: "Take the answer back" }).click();
  await expect(page.getByText("One source to mend")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(inspector).toBeHidden();

  await page.goto(`/authentication?domain=${DOMAIN}`);
  const domain = page.getByRole("complementary", { name: "Sender domain" });
  await expect(domain.getByText("Mend foghorn.example, then go to p=quarantine.")).toBeVisible();
});
