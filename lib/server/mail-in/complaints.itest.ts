import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { kindCode } from "@/lib/core/events";
import { addressKey } from "@/lib/server/keys";
import { makeToken, newSubscriberId } from "@/lib/server/token";
import { handleMail } from "./handle";
import { arf, letter } from "./testing-mails";
import { AN_HOUR_LATER, accepted, DELIVERED, NOW, ORIGINAL, takingMails } from "./testing-take";

// What comes in and is no bounce: complaints, reports, automatic answers, wishes to leave.

const { under, send, take, outcomes, complaints } = takingMails();

test("a complaint holds who complained: found by Message-ID where the reporter withheld it, never guessed", async () => {
  await send(accepted("ida@posteo.example"));
  const { digest, state } = await take(
    arf({ "Original-Rcpt-To": "hashed@redacted.invalid", Incidents: "3" }, { original: ORIGINAL }),
  );
  assert.equal(state, "unverified", "others of its recipients may not be known yet");
  const done = await handleMail(under.db, digest, AN_HOUR_LATER);
  assert.deepEqual([done?.kind, done?.state], ["complaint", "taken"]);
  assert.deepEqual(await complaints(), ["ida@posteo.example complaint"]);
  const [row] = await under.db.incomingMail.findMany();
  assert.equal(row?.incidents, 3);
  const [quarter] = await under.db.perQuarterAll.findMany();
  assert.deepEqual([quarter?.delivered, quarter?.complained], [1, 1]);

  await send(accepted("jo@posteo.example"));
  const guess = await take(arf({}, { original: ORIGINAL }));
  assert.equal((await handleMail(under.db, guess.digest, AN_HOUR_LATER))?.state, "unverified");
  const unknown = await take(arf({ "Original-Rcpt-To": "jo@posteo.example" }));
  assert.equal(unknown.state, "unverified");
  assert.deepEqual(await complaints(), ["ida@posteo.example complaint"]);
});

test("a complaint is known by the unsubscribe link of the mail; not-spam and authentication reports hold nobody", async () => {
  const id = newSubscriberId();
  const recipient = "lee@posteo.example";
  await under.db.subscriber.create({ data: { id, address: addressKey(recipient), recipient } });
  const token = makeToken("unsubscribe", { subscriberId: id, listId: 0, mailingId: 7 });
  const link = { "List-Unsubscribe": `<https://repute.example/u/${token}>` };
  await take(arf({ "Feedback-Type": "not-spam" }, { original: link }));
  const bare = await take(arf({ "Feedback-Type": "auth-failure" }, { original: link }));
  assert.deepEqual([bare.kind, bare.state], ["failure-report", "noted"]);
  assert.deepEqual(await complaints(), []);
  assert.equal((await take(arf({}, { original: link }))).state, "taken");
  assert.deepEqual(await complaints(), ["lee@posteo.example complaint"]);
});

test("RFC 6591: a report of a failed authentication is one, by mail too, and never a complaint", async () => {
  await send(accepted());
  const failure = arf(
    {
      ...{ "Feedback-Type": "auth-failure", "Auth-Failure": "dmarc", "Reported-Domain": "mail.example" },
      ...{ "Arrival-Date": NOW.toUTCString(), "Source-IP": "192.0.2.9" },
      "Original-Rcpt-To": "ida@posteo.example",
    },
    { original: ORIGINAL },
  );
  const { kind, state } = await take(failure);
  assert.deepEqual([kind, state], ["failure-report", "taken"]);
  const [mail] = await under.db.incomingMail.findMany();
  assert.deepEqual([mail?.incidents, mail?.found], [0, []]);
  const [report] = await under.db.authenticationReport.findMany();
  assert.deepEqual([report?.kind, report?.domain, report?.via], ["failure", "mail.example", "mail"]);
  assert.deepEqual(await complaints(), []);
  assert.equal(await under.db.event.count({ where: { kind: kindCode("complained") } }), 0);
});

test("a complaint that was released stays so until another one comes", async () => {
  await send(accepted());
  const report = arf({ "Original-Rcpt-To": "ida@posteo.example" }, { original: ORIGINAL });
  const { digest } = await take(report);
  await under.db.suppressionEntry.updateMany({ data: { endedAt: NOW } });
  await under.db.incomingMail.update({ where: { digest }, data: { state: "new" } });
  await handleMail(under.db, digest, NOW);
  assert.deepEqual(await complaints(), ["ida@posteo.example complaint ended"]);
});

test("an automatic answer is counted apart and is no bounce, whatever it says", async () => {
  await send(accepted());
  const words = "550 5.1.1 I no longer work here. Your mail could not be delivered.";
  const answer = letter(
    {
      Subject: "Automatic reply: Autumn",
      "Auto-Submitted": "auto-replied",
      "In-Reply-To": "<autumn-1@mail.example>",
    },
    words,
  );
  const { kind, state } = await take(answer);
  assert.deepEqual([kind, state], ["auto-reply", "noted"]);
  assert.deepEqual(await outcomes(), [`ida@posteo.example ${DELIVERED}`]);
});

test("a mail that unsubscribes leaves the list like one press; one without our token changes nothing", async () => {
  const { id: listId } = await under.db.list.create({ data: { name: "Club news" } });
  const id = newSubscriberId();
  const address = addressKey("max@posteo.example");
  await under.db.subscriber.create({ data: { id, address, recipient: "max@posteo.example" } });
  await under.db.subscription.create({ data: { subscriberId: id, listId, since: NOW } });
  const plain = await take(letter({ From: "max@posteo.example", Subject: "unsubscribe" }));
  assert.deepEqual([plain.kind, plain.state], ["unsubscribe", "unverified"]);
  assert.equal(await under.db.suppressionEntry.count({ where: { address } }), 0);
  const token = makeToken("unsubscribe", { subscriberId: id, listId });
  const done = await take(letter({ From: "max@posteo.example", Subject: `unsubscribe ${token}` }));
  assert.deepEqual([done.kind, done.state], ["unsubscribe", "taken"]);
  const [change] = await under.db.preferenceChange.findMany({ where: { subscriberId: id } });
  assert.deepEqual([change?.action, change?.door, change?.listId], ["left", "mailto", listId]);
  assert.equal(await under.db.suppressionEntry.count({ where: { address, listId } }), 1);
});

test("a DMARC report in a mail is taken once; one that cannot be read is refused with its reason", async () => {
  const file = gzipSync(AGGREGATE);
  const name = "mx.example!mail.example!1795651200!1795737599.xml.gz";
  const mail = (bytes: Buffer) =>
    letter(
      {
        Subject: "Report Domain: mail.example Submitter: mx.example Report-ID: <r-1>",
        "Content-Type": `application/gzip; name="${name}"`,
        "Content-Transfer-Encoding": "base64",
      },
      bytes.toString("base64").replace(/(.{76})/g, "$1\r\n"),
    );
  const first = await take(mail(file));
  assert.deepEqual([first.kind, first.state, first.reason], ["dmarc-report", "taken", ""]);
  await take(mail(file));
  assert.equal(await under.db.authenticationReport.count(), 1);
  const broken = await take(mail(gzipSync("<feedback><report")));
  assert.deepEqual([broken.kind, broken.state], ["dmarc-report", "quarantined"]);
  assert.notEqual(broken.reason, "");
});

const AGGREGATE = `<?xml version="1.0"?><feedback><report_metadata><org_name>mx.example</org_name>
<email>reports@mx.example</email><report_id>r-1</report_id><date_range><begin>1795651200</begin><end>1795737599</end>
</date_range></report_metadata><policy_published><domain>mail.example</domain><p>none</p></policy_published>
<record><row><source_ip>192.0.2.1</source_ip><count>3</count><policy_evaluated><disposition>none</disposition>
<dkim>pass</dkim><spf>pass</spf></policy_evaluated></row><identifiers><header_from>mail.example</header_from></identifiers>
<auth_results><spf><domain>mail.example</domain><result>pass</result></spf></auth_results></record></feedback>`;
