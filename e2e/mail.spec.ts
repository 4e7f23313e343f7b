import { arf, dsn } from "@/lib/server/mail-in/testing-mails";
import { ADMIN, expect, importLog, signIn, test } from "./test";

/* Mails that come by HTTP are listed with what they were joined to, or why they were joined to nothing. */

const READER = "otto@harvest.example";
const AT = Date.now() - 3_600_000;

/** A delivery of ACS whose mail has this Message-ID. */
const delivered = `${JSON.stringify({
  time: new Date(AT).toISOString(),
  category: "EmailStatusUpdateOperational",
  correlationId: "00000000-0000-4000-9000-0000000a0901",
  properties: {
    ...{ SenderUsername: "press", SenderDomain: "mail.example", RecipientId: READER },
    ...{ DeliveryStatus: "Delivered", InternetMessageId: "<harvest-1@mail.example>" },
  },
})}\n`;

test("a bounce by mail is joined to its delivery; a forged one is unverified, and a failed authentication no complaint", async ({
  page,
  request,
}) => {
  await signIn(page, ADMIN, "/imports");
  const { origin } = new URL(page.url());
  await importLog(page, "harvest.jsonl", delivered);
  const made = await page.request.post("/api/v1/keys", {
    data: { name: "harvest mailbox", scopes: ["ingest:write"] },
    headers: { origin },
  });
  const { token } = await made.json();
  const post = async (mail: Buffer, key = token) => {
    const headers = { authorization: `Bearer ${key}`, "content-type": "message/rfc822" };
    return request.post("/api/v1/ingest/mail?to=bounce@mail.example", { data: mail, headers });
  };
  const about = (messageId: string) => ({
    ...{ id: `about-${messageId}`, date: new Date().toUTCString() },
    original: { "Message-ID": `<${messageId}@mail.example>` },
  });
  const bounce = dsn({ recipient: READER }, about("harvest-1"));
  expect((await post(bounce, "rp_wrong")).status()).toBe(401);
  expect((await (await post(bounce)).json()).state).toBe("taken");
  expect((await (await post(bounce)).json()).repeated).toBe(true);
  const forged = dsn({ recipient: "vera@harvest.example" }, about("never-sent"));
  expect((await (await post(forged)).json()).state).toBe("unverified");
  const failure = arf(
    {
      ...{ "Feedback-Type": "auth-failure", "Auth-Failure": "dmarc", "Reported-Domain": "mail.example" },
      ...{ "Arrival-Date": new Date(AT).toUTCString(), "Source-IP": "192.0.2.77" },
    },
    about("harvest-1"),
  );
  expect((await (await post(failure)).json()).kind).toBe("failure-report");

  await page.goto("/imports");
  await page.getByRole("link", { name: "Mails that came in" }).click();
  await expect(page).toHaveURL(/\/imports\/mail/);
  const joined = page.getByRole("row").filter({ has: page.getByRole("link", { name: READER }) });
  await expect(joined).toContainText("Bounce");
  await expect(joined).toContainText("Taken in");
  await expect(joined).toContainText("It came 1 more time and was counted once.");
  await page.getByRole("button", { name: "Unverified" }).click();
  const unproved = page.getByRole("row").filter({ hasText: "No mail with the Message-ID" });
  await expect(unproved.first()).toContainText("Unverified");
  await unproved.first().getByRole("link").first().click();
  await expect(page.getByText("Nothing proves that it is about a mail of ours")).toBeVisible();
  await expect(page.locator("pre")).toContainText("vera@harvest.example");
  await page.getByRole("button", { name: "Read it again" }).click();
  await expect(page.getByText("Nothing proves that it is about a mail of ours")).toHaveCount(2);

  await page.goto("/imports/mail");
  await expect(page.getByRole("row").filter({ hasText: "Authentication failure" })).toContainText("Taken in");
  await joined.getByRole("link", { name: READER }).click();
  await expect(page).toHaveURL(/\/events\/-?\d+\/-?\d+/);
  await expect(page.getByText("550 5.1.1 User unknown").first()).toBeVisible();

  await page.goto("/imports/mail");
  await page.getByRole("link", { name: "Among the reports" }).click();
  await expect(page).toHaveURL(/\/authentication\/reports\?kind=failure/);
  await expect(page.getByText("mx.posteo.example").first()).toBeVisible();
});
