import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { SOURCES } from ".";
import { campaignIn, campaignTags } from "./campaign";

test("the first name wins, of a list its first; what is none is passed over", () => {
  assert.equal(campaignIn("", null, ["  Autumn\n sale ", "b"], "c"), "Autumn sale");
  assert.equal(campaignIn([], {}, true, 7), "7");
  assert.equal(campaignIn(undefined, [[]], " "), undefined);
  assert.equal(campaignIn("ida@posteo.example", "sale"), "sale", "a person is no campaign");
});

test("of named tags those that name a campaign, the most particular first", () => {
  const tags = { user_id: "81", Category: "offers", "campaign-name": ["Autumn", "Winter"] };
  assert.equal(campaignIn(campaignTags(tags)), "Autumn");
  assert.equal(
    campaignIn(
      campaignTags([
        { name: "tag", value: "a" },
        { name: "CAMPAIGN_ID", value: "9" },
      ]),
    ),
    "9",
  );
  assert.equal(campaignIn(campaignTags({ user_id: "81", __proto__: { campaign: "x" } })), undefined);
});

test("whatever comes, the name is short, printable text", () => {
  fc.assert(
    fc.property(fc.anything(), fc.string({ unit: "binary", maxLength: 400 }), (value, text) => {
      for (const name of [campaignIn(value, campaignTags(value)), campaignIn(text)]) {
        if (name === undefined) continue;
        assert.ok(name.length > 0 && name.length <= 100 && name.isWellFormed());
        assert.doesNotMatch(name, /[\p{Cc}@]/u);
      }
    }),
  );
});

/** The published samples name but some of these fields. */
const NAMED: [keyof typeof SOURCES, unknown, string][] = [
  ["sendgrid", { marketing_campaign_name: "Autumn", category: ["offers"] }, "Autumn"],
  ["sendgrid", { category: ["offers", "books"] }, "offers"],
  ["generic", { campaign: "Autumn" }, "Autumn"],
];
for (const [source, named, campaign] of NAMED)
  test(`${source}: ${JSON.stringify(named)}`, () => {
    const mail = { ...{ event: "delivered", email: "ida@posteo.example", recipient: "ida@posteo.example" } };
    const at = { timestamp: 1_700_000_000, at: 1_700_000_000, sg_message_id: "m", messageId: "m" };
    const { events } = SOURCES[source].readWebhook({ ...mail, ...at, ...(named as object) });
    assert.deepEqual(
      events.map((event) => event.campaign),
      [campaign],
    );
  });

test("Mailgun: a campaign before a tag; Resend: a tag before the broadcast; SES: a tag before the configuration set", () => {
  const mailgun = (more: object) =>
    SOURCES.mailgun.readWebhook({
      ...{ event: "opened", id: "m", recipient: "ida@posteo.example", timestamp: 1_700_000_000 },
      ...{ tags: ["offers"], ...more },
    }).events[0]?.campaign;
  assert.equal(mailgun({ campaigns: [{ id: "c1", name: "Autumn" }] }), "Autumn");
  assert.equal(mailgun({ campaigns: [{ id: "c1" }] }), "c1");
  assert.equal(mailgun({ campaigns: [] }), "offers");
  const resend = (more: object) =>
    SOURCES.resend.readWebhook({
      ...{ type: "email.delivered", created_at: "2026-11-23T08:12:13Z" },
      data: { email_id: "m", to: ["ida@posteo.example"], broadcast_id: "b1", ...more },
    }).events[0]?.campaign;
  assert.equal(resend({ tags: { category: "Autumn", user: "81" } }), "Autumn");
  assert.equal(resend({ tags: [{ name: "campaign", value: "Autumn" }] }), "Autumn");
  assert.equal(resend({}), "b1");
  const ses = (tags: object) =>
    SOURCES.ses.readWebhook({
      eventType: "Delivery",
      mail: { messageId: "m", tags },
      delivery: { timestamp: "2026-11-23T08:12:13Z", recipients: ["ida@posteo.example"] },
    }).events[0]?.campaign;
  assert.equal(ses({ "ses:configuration-set": ["bulk"], campaign: ["Autumn"] }), "Autumn");
  assert.equal(ses({ "ses:configuration-set": ["bulk"], recipient: ["81"] }), "bulk");
});
