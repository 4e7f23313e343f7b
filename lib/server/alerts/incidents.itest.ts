import assert from "node:assert/strict";
import { test } from "node:test";
import PostalMime from "postal-mime";
import { Webhook } from "standardwebhooks";
import { AlertRule } from "@/lib/core/alerts/rule";
import { pollFeed } from "../feeds/feed";
import { ingest } from "../ingest";
import { lookIntoMailbox } from "../mail-in/mailbox";
import { alerts } from "../reports/alerts";
import { incident } from "../reports/incident";
import { createChannel } from "./channels";
import { actOn } from "./incidents";
import { sendMessages } from "./messages";
import { createRule, removeRule, rulesOf } from "./rules";
import { ADA, alertsUnderTest, at, DAY, hard, MINUTE, NOW } from "./testing-alerts";
import { watchAlerts } from "./watch";

// What is found, as incidents that open, close and say where it is.

const { under, event, mails, slack, webhook, email, disaster } = alertsUnderTest();

test("a disaster opens one incident within the hour, and each channel is told once", async () => {
  await disaster();
  const { id: slackId } = await createChannel(under.db, { channel: slack() }, ADA, at(NOW));
  const { id: hookId, secret } = await createChannel(under.db, { channel: webhook() }, ADA, at(NOW));
  const { id: mailId } = await createChannel(under.db, { channel: email() }, ADA, at(NOW));
  await createRule(under.db, hard([slackId, hookId, mailId]), ADA, at(NOW));
  await Promise.all([watchAlerts(under.db, at(NOW)), watchAlerts(under.db, at(NOW))]);
  await watchAlerts(under.db, at(NOW + MINUTE));
  await Promise.all([sendMessages(under.db, at(NOW + MINUTE)), sendMessages(under.db, at(NOW + MINUTE))]);

  const { open, rules } = await alerts(under.db, NOW + MINUTE);
  assert.equal(open.length, 1);
  assert.deepEqual([rules.at(-1)?.state, rules.at(-1)?.judgement?.window], ["alert", "hour"]);
  const said = "Hard bounces of club.marlow.example: 46 of 402 sent in the last hour, 11.44%.";
  assert.deepEqual(under.web.received.map(({ path }) => path).sort(), ["/pager", "/slack"]);
  assert.ok(under.web.received.find(({ path }) => path === "/slack")?.body.includes(said));
  const hook = under.web.received.find(({ path }) => path === "/pager")!;
  const verified = new Webhook(secret!).verify(hook.body, hook.headers as Record<string, string>) as {
    data: { link: string };
  };
  assert.equal(verified.data.link, `https://repute.example/alerts/${open[0]!.id}`);
  assert.throws(() => new Webhook(secret!).verify(`${hook.body} `, hook.headers as Record<string, string>));
  assert.equal(under.mail.mails.length, 1);
  const read = await PostalMime.parse(under.mail.mails[0]!);
  assert.equal(read.subject, "Alert: Hard bounces by sender");
  assert.ok(read.text?.includes(said));

  const { steps } = await incident(under.db, open[0]!.id, NOW + MINUTE);
  assert.deepEqual(
    steps.map(({ step }) => step),
    ["told", "told", "told", "opened"],
  );
});

test("it closes after three clear days, and what it tells is in the order of what happened", async () => {
  await disaster();
  await createRule(under.db, hard(), ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  await mails("delivered", 9_000, NOW + 60 * MINUTE);
  for (const days of [1, 2, 3, 4]) await watchAlerts(under.db, at(NOW + days * DAY));
  const { open, resolved } = await alerts(under.db, NOW + 4 * DAY);
  assert.deepEqual([open.length, resolved.length], [0, 1]);
  const { steps } = await incident(under.db, resolved[0]!.id, NOW);
  assert.deepEqual(
    steps.map(({ step }) => step),
    ["resolved", "closing", "opened"],
  );
});

test("after somebody resolved it, it rests for the cooldown, then opens anew", async () => {
  await disaster();
  await createRule(under.db, hard(), ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  const [open] = (await alerts(under.db, NOW)).open;
  await actOn(under.db, open!.id, { act: "resolve", text: "Known." }, ADA, at(NOW));
  await watchAlerts(under.db, at(NOW + MINUTE));
  assert.equal((await alerts(under.db, NOW)).open.length, 0);
  await mails("hard", 50, NOW + DAY);
  await watchAlerts(under.db, at(NOW + DAY + MINUTE));
  assert.equal((await alerts(under.db, NOW)).open.length, 1);
});

test("the first rules are made once, and one that was removed does not come back", async () => {
  await Promise.all([watchAlerts(under.db, at(NOW)), watchAlerts(under.db, at(NOW))]);
  const rules = await rulesOf(under.db);
  assert.equal(rules.length, 5);
  await removeRule(under.db, rules[0]!.id, ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  assert.equal((await rulesOf(under.db)).length, 4);
  assert.ok((await alerts(under.db, NOW)).rules.every(({ state }) => state === "no-data"));
});

test("a feed that fails for a quarter of an hour is an incident with its reason, over once it works or is given up", async (t) => {
  await under.db.feed.deleteMany();
  process.env.IMAP_URL = "imap://reports:s3cret@127.0.0.1:1/INBOX";
  t.after(() => delete process.env.IMAP_URL);
  const look = async (minute: number, works = false) => {
    const now = at(NOW + minute * MINUTE);
    await (works ? pollFeed(under.db, "mail-imap", now, async () => {}) : lookIntoMailbox(under.db, now));
    await watchAlerts(under.db, now);
    return (await alerts(under.db, now.getTime())).open;
  };
  assert.deepEqual([...(await look(0)), ...(await look(14))], []);
  const { rules } = await alerts(under.db, NOW);
  assert.deepEqual([rules.at(-1)?.rule.name, rules.at(-1)?.state], ["Mailbox works", "watch"]);
  const [open, ...others] = await look(15);
  assert.deepEqual([open?.name, others], ["Mailbox works", []]);
  const { steps } = await incident(under.db, open!.id, NOW);
  assert.match(steps[0]?.text ?? "", /^Mailbox has failed for 15 min: .*ECONNREFUSED/);
  assert.deepEqual(await look(16, true), []);
  const [step] = (await incident(under.db, open!.id, NOW)).steps;
  assert.deepEqual([step?.step, step?.text], ["resolved", "Mailbox works."]);
  assert.deepEqual(await look(17), []);
  assert.equal((await look(32)).length, 1, "without a rest");
  const { IMAP_URL } = process.env;
  delete process.env.IMAP_URL;
  assert.deepEqual(await look(33), [], "it is fetched from no more");
  process.env.IMAP_URL = IMAP_URL;
  await removeRule(under.db, rules.at(-1)!.id, ADA, at(NOW));
  assert.deepEqual(await look(60), [], "an admin has removed it");
});

test("a rule on one provider, domain, campaign, reason or code counts that part alone", async () => {
  await ingest(
    under.db,
    [
      ...Array.from({ length: 60 }, (_, i) => ({
        ...event("hard", NOW - MINUTE),
        ...{ recipient: `y${i}@yahoo.com`, reply: 550, enhanced: "5.7.1", category: "policy" as const },
        campaign: "Autumn sale",
      })),
      ...Array.from({ length: 1_000 }, (_, i) => ({
        ...event("delivered", NOW - MINUTE),
        ...{ recipient: `z${i}@yahoo.com`, campaign: "Autumn sale" },
      })),
      ...Array.from({ length: 3_000 }, () => event("delivered", NOW - MINUTE)),
      ...Array.from({ length: 30 }, () => event("hard", NOW - MINUTE)),
    ],
    { importId: 0 },
  );
  const of = [
    { by: "provider", name: "Yahoo" },
    { by: "domain", name: "yahoo.com" },
    { by: "campaign", name: "Autumn sale" },
    { by: "category", name: "policy" },
    { by: "code", name: "5.7.1" },
  ];
  for (const slice of of)
    await createRule(
      under.db,
      AlertRule.parse({ ...hard(), sender: "", name: slice.by, slice }),
      ADA,
      at(NOW),
    );
  await createRule(under.db, { ...hard(), sender: "", name: "all" }, ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  const { rules } = await alerts(under.db, NOW);
  assert.deepEqual(
    Object.fromEntries(
      rules.map(({ rule, judgement, days }) => [rule.name, [judgement?.count, days?.at(-1)]]),
    ),
    {
      provider: [{ k: 60, n: 1_060 }, 60 / 1_060],
      domain: [{ k: 60, n: 1_060 }, 60 / 1_060],
      campaign: [{ k: 60, n: 1_060 }, 60 / 1_060],
      category: [{ k: 60, n: 4_090 }, 60 / 4_090],
      code: [{ k: 60, n: 4_090 }, 60 / 4_090],
      all: [{ k: 90, n: 4_090 }, 90 / 4_090],
    },
  );
  const unsubscribes = {
    ...hard(),
    metric: "unsubscribes" as const,
    slice: { by: "code", name: "5.7.1" } as const,
  };
  await assert.rejects(createRule(under.db, unsubscribes, ADA, at(NOW)), {
    code: "invalid-input",
    field: "metric",
  });
});

test("an incident says on which days it burned, and where", async () => {
  await disaster();
  await ingest(
    under.db,
    Array.from({ length: 40 }, (_, i) => ({
      ...event(i < 30 ? ("hard" as const) : ("delivered" as const), NOW - MINUTE),
      ...{ recipient: `y${i}@yahoo.com`, sender: "shop@club.marlow.example" },
    })),
    { importId: 0 },
  );
  await createRule(under.db, hard(), ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  const { id } = (await alerts(under.db, NOW)).open[0]!;
  const { burned, places, days } = await incident(under.db, id, NOW);
  assert.deepEqual(burned, { from: "2026-11-18", to: "2026-11-18", k: 76, n: 442 });
  assert.deepEqual(places, [
    {
      by: "provider",
      rows: [
        { name: "Yahoo", k: 30, n: 40 },
        { name: "Gmail", k: 46, n: 402 },
      ],
    },
    {
      by: "sender",
      rows: [
        { name: "shop@club.marlow.example", k: 30, n: 40 },
        { name: "news@club.marlow.example", k: 46, n: 402 },
      ],
    },
  ]);
  assert.deepEqual([days.length, days.at(-1)?.k, days.at(-1)?.incomplete], [9, 76, true]);
});
