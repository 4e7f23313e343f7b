import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import type { MailEvent } from "@/lib/core/events";
import type { PrismaClient } from "@/prisma/generated/client";
import { decideHygiene } from "./hygiene";
import { hygieneCsv, hygieneJson } from "./hygiene-export";
import { hygienePass } from "./hygiene-pass";
import { ingest } from "./ingest";
import { addressKey } from "./keys";
import { hygiene } from "./reports/hygiene";
import { sendCheck } from "./send-check";
import { addEntries } from "./suppression-entries";
import { testDatabase } from "./testing";
import { emptied } from "./testing-state";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.UTC(2026, 10, 19, 8);
const ANNA = "anna@marlow.example";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  ({ db, drop } = await testDatabase());
});
after(() => drop?.());
beforeEach(async () => {
  await emptied(db);
  await db.suppressionEntry.deleteMany();
  await db.hygieneItem.deleteMany();
  await db.hygienePass.update({ where: { id: 1 }, data: { through: null, wholeAt: null } });
});

let serial = 0;
type Outcome = "delivered" | "soft" | "hard" | "complained";
const mail = (kind: Outcome, at: number, recipient: string): MailEvent => ({
  source: "acs",
  route: "webhook",
  messageId: `h${++serial}`,
  sender: "news@marlow.example",
  ...{ recipient, kind, at },
  ...(kind === "hard"
    ? { reply: 550, enhanced: "5.1.1", category: "invalid-recipient" }
    : { reply: 0, enhanced: "", category: "unknown" }),
});
const take = (...events: MailEvent[]) => ingest(db, events, { importId: 0 });
const pass = (at: number, whole = false) => hygienePass(db, new Date(at), whole);
const list = async (state?: "open" | "accepted" | "dismissed") => (await hygiene(db, { state })).rows;
/** Who is on the list, and why: `{ "ida@a.example": "hard" }`. */
const reasons = async () =>
  Object.fromEntries(
    (await list()).map((row) => [row.recipient, row.evidence.map((one) => one.reason).join(" ")]),
  );
const decide = async (
  recipient: string,
  state: "open" | "accepted" | "dismissed",
  at: number,
  version?: number,
) => {
  const row = (await list()).find((one) => one.recipient === recipient);
  assert.ok(row, `${recipient} is not listed`);
  const decision = { address: BigInt(row.address), state, version: version ?? row.version };
  return decideHygiene(db, decision, ANNA, new Date(at));
};
const conflict = (error: unknown) => error instanceof Refusal && error.code === "conflict";

test("each reason is found, and nobody else is listed", async () => {
  await take(
    mail("hard", T - 9 * DAY, "twice@gmail.com"),
    mail("hard", T - 2 * DAY, "twice@gmail.com"),
    mail("hard", T - 2 * DAY, "once@gmail.com"),
    mail("hard", T - 3 * HOUR, "oneday@gmail.com"),
    mail("hard", T - 2 * HOUR, "oneday@gmail.com"),
    mail("hard", T - 9 * DAY, "back@gmail.com"),
    mail("hard", T - 8 * DAY, "back@gmail.com"),
    mail("delivered", T - 2 * DAY, "back@gmail.com"),
    ...[5, 4, 3].map((days) => mail("soft", T - days * DAY, "full@gmail.com")),
    ...[5, 4].map((days) => mail("soft", T - days * DAY, "nearly@gmail.com")),
    ...[300, 200, 100].map((days) => mail("soft", T - days * DAY, "longago@gmail.com")),
    mail("hard", T - 2 * DAY, "ida@gmial.com"),
    ...["a", "b", "c"].map((name) => mail("hard", T - 2 * DAY, `${name}@gone-shop.de`)),
    mail("delivered", T - DAY, "info@quiet-shop.de"),
    mail("complained", T - DAY, "info@angry-shop.de"),
    mail("delivered", T - DAY, "info@angry-shop.de"),
    mail("delivered", T - DAY, "fine@gmail.com"),
  );
  const message = { messageId: "angry" };
  await take(
    { ...mail("delivered", T - DAY, "kim@gmail.com"), ...message },
    { ...mail("complained", T - HOUR, "kim@gmail.com"), ...message },
    { ...mail("delivered", T - DAY, "abuse@gmail.com"), messageId: "angry2" },
    { ...mail("complained", T - HOUR, "abuse@gmail.com"), messageId: "angry2" },
  );
  const result = await pass(T);
  assert.equal(result?.whole, true, "the first pass reads everything");
  assert.deepEqual(await reasons(), {
    "twice@gmail.com": "hard",
    "full@gmail.com": "soft",
    "ida@gmial.com": "domain",
    "a@gone-shop.de": "dead-domain",
    "b@gone-shop.de": "dead-domain",
    "c@gone-shop.de": "dead-domain",
    "kim@gmail.com": "complained",
    "abuse@gmail.com": "complained role",
  });
});

test("a complaint that somebody entered counts while it is in force", async () => {
  const entry = {
    address: addressKey("mo@web.de"),
    recipient: "mo@web.de",
    domain: "web.de",
    reason: "complaint",
  };
  const { id } = await db.suppressionEntry.create({ data: { ...entry, since: new Date(T - 90 * DAY) } });
  await pass(T);
  assert.deepEqual(await reasons(), { "mo@web.de": "complained" });
  await db.suppressionEntry.update({ where: { id }, data: { endedAt: new Date(T) } });
  await pass(T + DAY);
  assert.deepEqual(await reasons(), {});
});

test("between whole passes only what is new is read; a late event is found by the next whole one", async () => {
  await take(mail("hard", T - 9 * DAY, "ida@gmail.com"));
  await pass(T);
  await take(mail("hard", T + 5 * HOUR, "ida@gmail.com"));
  assert.deepEqual(await pass(T + 6 * HOUR), { whole: false, looked: 1, written: 1, removed: 0 });
  await take(mail("hard", T - 30 * DAY, "late@gmail.com"), mail("hard", T - 20 * DAY, "late@gmail.com"));
  assert.equal((await pass(T + 7 * HOUR))?.written, 0, "older than the last pass");
  assert.deepEqual(await reasons(), { "ida@gmail.com": "hard" });
  assert.equal((await pass(T + DAY))?.whole, true);
  assert.deepEqual(await reasons(), { "ida@gmail.com": "hard", "late@gmail.com": "hard" });
  assert.equal((await pass(T + DAY, true))?.written, 0, "a second time changes nothing");
});

test("what is no longer so leaves the list while it is open, and stays where somebody decided", async () => {
  for (const who of ["open@gmail.com", "decided@gmail.com"])
    await take(mail("hard", T - 9 * DAY, who), mail("hard", T - 8 * DAY, who));
  await pass(T);
  await decide("decided@gmail.com", "accepted", T);
  await take(mail("delivered", T - HOUR, "open@gmail.com"), mail("delivered", T - HOUR, "decided@gmail.com"));
  await pass(T + DAY);
  assert.deepEqual(await reasons(), { "decided@gmail.com": "hard" });
});

test("a dismissed address comes back with later evidence only, and says so", async () => {
  await take(mail("hard", T - 9 * DAY, "ida@gmail.com"), mail("hard", T - 8 * DAY, "ida@gmail.com"));
  await pass(T);
  await decide("ida@gmail.com", "dismissed", T + 1);
  await take(mail("hard", T - 30 * DAY, "ida@gmail.com"));
  await pass(T + DAY);
  const [before] = await list("dismissed");
  assert.equal(before?.returnedAt, null, "older evidence is no reason");
  const [known] = before?.evidence ?? [];
  assert.equal(known?.reason === "hard" && known.days, 3, "yet it is told");
  await take(mail("hard", T + 2 * DAY, "ida@gmail.com"));
  await pass(T + 3 * DAY);
  const [back] = await list("open");
  assert.equal(back?.returnedAt, T + 3 * DAY);
  assert.equal(back.decidedBy, ANNA, "who dismissed it is told");
  await pass(T + 5 * DAY);
  assert.equal((await list("open"))[0]?.returnedAt, T + 3 * DAY);
});

test("each decision is audited, may be taken back, and meets a conflict where the row has changed", async () => {
  await take(mail("hard", T - 9 * DAY, "audited@gmail.com"), mail("hard", T - 8 * DAY, "audited@gmail.com"));
  await pass(T);
  const { version } = await decide("audited@gmail.com", "accepted", T);
  await assert.rejects(decide("audited@gmail.com", "dismissed", T), conflict, "it is accepted");
  await assert.rejects(decide("audited@gmail.com", "open", T, version - 1), conflict, "of another version");
  await decide("audited@gmail.com", "open", T, version);
  await assert.rejects(decide("audited@gmail.com", "open", T), conflict, "it is open");
  const [row] = await list("open");
  assert.equal(row?.decidedBy, null);
  await decide("audited@gmail.com", "dismissed", T);
  const nobody = { address: 1n, state: "accepted", version: 0 } as const;
  await assert.rejects(decideHygiene(db, nobody, ANNA, new Date(T)), { code: "not-found" });
  const trail = await db.auditEntry.findMany({
    where: { action: { startsWith: "hygiene." }, subject: "audited@gmail.com" },
    orderBy: { id: "asc" },
  });
  assert.deepEqual(
    trail.map((entry) => [entry.actor, entry.action]),
    [
      [ANNA, "hygiene.accepted"],
      [ANNA, "hygiene.undone"],
      [ANNA, "hygiene.dismissed"],
    ],
  );
});

test("a decision made while new evidence came is refused: the row was shown without it", async () => {
  await take(mail("hard", T - 9 * DAY, "ida@gmail.com"), mail("hard", T - 8 * DAY, "ida@gmail.com"));
  await pass(T);
  const [shown] = await list();
  await take(mail("hard", T + HOUR, "ida@gmail.com"));
  await pass(T + 2 * HOUR);
  await assert.rejects(decide("ida@gmail.com", "dismissed", T, shown?.version), conflict);
});

test("pages follow each other without a gap or a repeat, and a search narrows them", async () => {
  const who = Array.from({ length: 120 }, (_, i) => `p${i}@gone-shop.de`);
  // Many of one instant: the key decides.
  await take(...who.map((recipient, i) => mail("hard", T - (i % 3) * DAY, recipient)));
  await pass(T);
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await hygiene(db, { cursor: cursor ?? undefined });
    seen.push(...page.rows.map((row) => row.recipient));
    cursor = page.next;
  }
  assert.equal(seen.length, 120);
  assert.deepEqual([...seen].sort(), [...who].sort());
  assert.equal((await hygiene(db, { q: "P7@GONE-SHOP.de" })).rows.length, 1);
  assert.equal((await hygiene(db, { q: "p11" })).rows.length, 11);
  assert.equal((await hygiene(db, { reason: "soft" })).rows.length, 0);
});

test("the export has what is filtered; no cell of the CSV begins like a formula", async () => {
  const names = ["=cmd@gone-shop.de", "b@gone-shop.de", "c@gone-shop.de"];
  await take(...names.map((recipient) => mail("hard", T, recipient)));
  await pass(T);
  await decide("=cmd@gone-shop.de", "accepted", T + 1);
  let csv = "";
  for await (const part of hygieneCsv(db, { state: "accepted" }, new Date(T))) csv += part;
  assert.equal(
    csv,
    "address,state,reasons,evidence,suggestion,latest,decided_by,decided_at\r\n" +
      `'=cmd@gone-shop.de,accepted,dead-domain,"All mail to its domain bounces: 3 bounces, nothing accepted",,` +
      `2026-11-19T08:00:00.000Z,${ANNA},2026-11-19T08:00:00.001Z\r\n`,
  );
  let json = "";
  for await (const part of hygieneJson(db, {})) json += part;
  assert.deepEqual(
    (JSON.parse(json) as { address: string }[]).map((row) => row.address).sort(),
    [...names].sort(),
  );
});

test("a list is judged by the same history before it is sent to: a row for each finding, a chance for each address", async () => {
  const [at, before] = [T - DAY, T - 40 * DAY];
  await take(
    ...["full@gmail.com", "mended@gmail.com"].flatMap((recipient) =>
      [3, 2, 1].map((days) => mail("soft", at - days * DAY, recipient)),
    ),
    mail("delivered", at, "mended@gmail.com"),
    mail("hard", before, "gone@gmail.com"),
    ...Array.from({ length: 10 }, (_, i) => mail("delivered", at - i * HOUR, "silent@gmail.com")),
    ...Array.from({ length: 10 }, (_, i) => mail("delivered", at - i * HOUR, "reader@gmail.com")),
    { ...mail("delivered", at, "reader@gmail.com"), kind: "opened", messageId: `h${serial - 1}` },
  );
  const held = { reason: "manual" as const, since: new Date(at) };
  await db.$transaction((tx) => addEntries(tx, [{ recipient: "held@gmail.com", ...held }]));
  const list = [
    ...["full@gmail.com", "mended@gmail.com", "gone@gmail.com", "silent@gmail.com", "reader@gmail.com"],
    ...[
      "held@gmail.com",
      "HELD@gmail.com",
      "info@gmail.com",
      "ida@gmial.com",
      "a@b@gmail.com",
      "j\xf6rg@gmail.com",
    ],
  ];
  const bytes = Buffer.from(`Mail\r\n${list.join("\r\n")}\r\n`, "latin1");
  const facts = await db.suppressionFact.count();
  const { findings, encoding, header, chances, chanceOf, addresses } = await sendCheck(db, bytes, {
    now: new Date(T),
  });
  assert.deepEqual([encoding, header, addresses.at(-1)], ["Latin-1", true, "jörg@gmail.com"]);
  const rowsOf = (kind: keyof typeof findings) => findings[kind].map(({ row }) => list[row]);
  assert.deepEqual(rowsOf("soft"), ["full@gmail.com"]);
  assert.deepEqual(rowsOf("hard"), ["gone@gmail.com"]);
  assert.deepEqual(rowsOf("silent"), ["silent@gmail.com"]);
  assert.deepEqual(rowsOf("suppressed"), ["held@gmail.com"]);
  assert.deepEqual(rowsOf("duplicate"), ["HELD@gmail.com"]);
  assert.deepEqual(rowsOf("role"), ["info@gmail.com"]);
  assert.deepEqual(rowsOf("domain"), ["ida@gmial.com"]);
  assert.deepEqual(rowsOf("syntax"), ["a@b@gmail.com"]);
  assert.equal(findings.domain[0]?.suggestion, "gmail.com");
  const chance = (row: number) => chances[chanceOf[row] ?? -1]?.mean ?? 0;
  assert.ok(chance(2) > 0.5 && chance(4) < 0.05, "who bounced the last time will again; who reads will not");
  assert.equal(await db.suppressionFact.count(), facts, "it only looks");
});

test("two passes at once: one works, the other leaves it to it", async () => {
  await take(mail("hard", T, "ida@gmial.com"));
  const results = await Promise.all([pass(T, true), pass(T, true), pass(T, true)]);
  assert.ok(results.some((result) => result !== null));
  assert.equal((await list()).length, 1);
});
