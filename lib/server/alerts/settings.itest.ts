import assert from "node:assert/strict";
import { test } from "node:test";
import { AlertRule } from "@/lib/core/alerts/rule";
import { alerts } from "../reports/alerts";
import { changeChannel, createChannel, removeChannel, testChannel } from "./channels";
import { actOn } from "./incidents";
import { changeRule, createRule, removeRule, rulesOf } from "./rules";
import { ADA, alertsUnderTest, at, hard, NOW } from "./testing-alerts";
import { watchAlerts } from "./watch";

// Rules, channels and incidents as people change them: the trail, what is refused, what stays secret.

const { under, slack, webhook, email, disaster } = alertsUnderTest();

test("each verb is in the trail, and refuses what is gone or done", async () => {
  await disaster();
  const before = await under.db.auditEntry.count();
  const { id: channel } = await createChannel(under.db, { channel: slack() }, ADA, at(NOW));
  const { id } = await createRule(under.db, hard(), ADA, at(NOW));
  await watchAlerts(under.db, at(NOW));
  const [open] = (await alerts(under.db, NOW)).open;
  await actOn(under.db, open!.id, { act: "acknowledge" }, ADA, at(NOW));
  await actOn(under.db, open!.id, { act: "own", owner: "jo@marlow.example" }, ADA, at(NOW));
  await actOn(under.db, open!.id, { act: "note", text: "Leads from a fair." }, ADA, at(NOW));
  await assert.rejects(actOn(under.db, open!.id, { act: "acknowledge" }, ADA, at(NOW)), { code: "conflict" });
  await actOn(under.db, open!.id, { act: "resolve", text: "" }, ADA, at(NOW));
  await assert.rejects(actOn(under.db, open!.id, { act: "resolve", text: "" }, ADA, at(NOW)), {
    code: "conflict",
  });
  await actOn(under.db, open!.id, { act: "note", text: "Afterwards." }, ADA, at(NOW));
  await changeRule(under.db, { id, rule: { ...hard(), name: "Other" } }, ADA, at(NOW));
  await removeRule(under.db, id, ADA, at(NOW));
  await assert.rejects(removeRule(under.db, id, ADA, at(NOW)), { code: "not-found" });
  await assert.rejects(changeRule(under.db, { id, rule: hard() }, ADA, at(NOW)), { code: "not-found" });
  await assert.rejects(changeChannel(under.db, { id: channel, channel: webhook() }, ADA, at(NOW)), {
    code: "conflict",
  });
  await changeChannel(under.db, { id: channel, channel: { ...slack(), name: "#ops" } }, ADA, at(NOW));
  assert.equal(await testChannel(under.db, channel, ADA, at(NOW)), "");
  await removeChannel(under.db, channel, ADA, at(NOW));
  await assert.rejects(testChannel(under.db, channel, ADA, at(NOW)), { code: "not-found" });
  await assert.rejects(actOn(under.db, 999, { act: "acknowledge" }, ADA, at(NOW)), { code: "not-found" });
  const trail = await under.db.auditEntry.findMany({ orderBy: { id: "asc" }, skip: before });
  assert.deepEqual(
    trail.map(({ action }) => action),
    [
      ...["alert-channel.created", "alert-rule.created", "incident.acknowledged", "incident.owned"],
      ...["incident.noted", "incident.resolved", "incident.noted", "alert-rule.changed"],
      ...["alert-rule.removed", "alert-channel.changed", "alert-channel.tested", "alert-channel.removed"],
    ],
  );
  assert.ok(!JSON.stringify(trail.map(({ detail }) => detail)).includes("/slack"), "a secret address");
});

test("a rule that closes above its line is refused, and so is mail where there is no mail server", async () => {
  const wrong = AlertRule.parse({ ...hard(), closes: 0.06 });
  await assert.rejects(createRule(under.db, wrong, ADA, at(NOW)), { code: "invalid-input", field: "closes" });
  delete process.env.SMTP_URL;
  await assert.rejects(createChannel(under.db, { channel: email() }, ADA, at(NOW)), {
    code: "invalid-input",
    field: "to",
  });
  process.env.SMTP_URL = under.mail.url;
});

test("who may look at the channels does not see by which address one can post to them", async () => {
  const { id } = await createChannel(under.db, { channel: slack() }, ADA, at(NOW));
  const [shown] = (await alerts(under.db, NOW)).channels;
  assert.ok(shown?.channel.kind === "slack");
  assert.equal(shown.channel.url, `${under.web.url}/…`);
  await changeChannel(under.db, { id, channel: { ...shown.channel, name: "#ops" } }, ADA, at(NOW));
  assert.equal(await testChannel(under.db, id, ADA, at(NOW)), "");
  assert.equal(under.web.received[0]?.path, "/slack", "the address that is stored stays");
});

test("a new channel is told by every rule that there is, if that is wanted", async () => {
  await createRule(under.db, hard(), ADA, at(NOW));
  const quiet = await createChannel(under.db, { channel: slack() }, ADA, at(NOW));
  const { id } = await createChannel(under.db, { channel: webhook(), everyRule: true }, ADA, at(NOW));
  assert.deepEqual(
    (await rulesOf(under.db)).map(({ rule }) => rule.channels),
    [[id]],
    `not ${quiet.id}`,
  );
});
