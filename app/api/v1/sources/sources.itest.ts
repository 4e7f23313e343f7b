import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { gzipSync } from "node:zlib";
import { watchAlerts } from "@/lib/server/alerts/watch";
import { verifyAudit } from "@/lib/server/audit";
import { takeReport } from "@/lib/server/authentication/take-report";
import { testReport } from "@/lib/server/authentication/testing-reports";
import { database } from "@/lib/server/database";
import { importStream } from "@/lib/server/imports";
import { log } from "@/lib/server/log";
import { quarantined } from "@/lib/server/reports/quarantined";
import { sources } from "@/lib/server/reports/sources";
import { requestOf } from "@/lib/server/sources/testing-senders";
import { testDatabase } from "@/lib/server/testing";
import { signedIn, TEST_ORIGIN, testEnvironment } from "@/lib/server/testing-session";
import { emptied } from "@/lib/server/testing-state";
import { undoImport } from "@/lib/server/undo";
import type { Role } from "@/prisma/generated/enums";
import * as door from "../ingest/[source]/route";
import * as quarantine from "../quarantine/[id]/route";
import * as one from "./[source]/route";
import * as secret from "./[source]/secret/route";

let on: Awaited<ReturnType<typeof testDatabase>>;
let trailFrom = 0n;
const people = {} as Record<Role, Awaited<ReturnType<typeof signedIn>>>;
before(async () => {
  on = await testDatabase();
  testEnvironment(on.url);
  log.level = "silent";
  await on.db.organisation.create({ data: { name: "Marlow Books" } });
  people.admin = await signedIn(on.db, "admin");
  people.marketer = await signedIn(on.db, "marketer");
});
after(async () => {
  await database().$disconnect();
  await on?.drop();
});
beforeEach(async () => {
  await emptied(on.db);
  await on.db.mailSource.deleteMany();
  await on.db.$executeRaw`truncate alert_rule cascade`;
  trailFrom = (await on.db.auditEntry.aggregate({ _max: { id: true } }))._max.id ?? 0n;
});

const place = (params: Record<string, string>) => ({ params: Promise.resolve(params) });
const at = (who: Role, path: string, method: string, body?: object) =>
  new Request(`${TEST_ORIGIN}/api/v1/${path}`, {
    method,
    headers: { ...people[who].headers, ...(body && { "content-type": "application/json" }) },
    body: body && JSON.stringify(body),
  });
const connect = (source: string, body: object, who: Role = "admin") =>
  one.PUT(at(who, `sources/${source}`, "PUT", body), place({ source }));
const delivered = (messageId: string, seconds = Math.floor(Date.now() / 1_000) - 60) => ({
  ...{ event: "delivered", messageId, recipient: "ida@posteo.example" },
  at: new Date(seconds * 1_000).toISOString(),
});
const send = async (events: object[]) => {
  const response = await door.POST(await requestOf(on.db, "generic", events), place({ source: "generic" }));
  return { status: response.status, ...(await response.json()) };
};
const actions = async () => {
  const rows = await on.db.auditEntry.findMany({ where: { id: { gt: trailFrom } }, orderBy: { id: "asc" } });
  return rows.map(({ action, subject }) => `${action} ${subject}`);
};

test("a source is connected by an admin only, shows its secret once, and is closed again", async () => {
  assert.equal((await connect("generic", {}, "marketer")).status, 403);
  const first = await (await connect("generic", {})).json();
  assert.equal(first.address, `${TEST_ORIGIN}/api/v1/ingest/generic`);
  assert.ok(first.secret.length >= 40);
  assert.equal((await (await connect("generic", {})).json()).secret, null, "not a second time");
  assert.equal((await send([delivered("m-1")])).accepted, 1);
  const renewed = await secret.POST(
    at("admin", "sources/generic/secret", "POST", {}),
    place({ source: "generic" }),
  );
  assert.notEqual((await renewed.json()).secret, first.secret);
  const close = (who: Role) => one.DELETE(at(who, "sources/generic", "DELETE"), place({ source: "generic" }));
  assert.equal((await close("marketer")).status, 403);
  assert.equal((await close("admin")).status, 204);
  assert.equal((await close("admin")).status, 409);
  assert.equal((await send([delivered("m-2")])).status, 404);
  assert.deepEqual(await actions(), [
    "source.connected generic",
    "source.changed generic",
    "webhook.secret-changed generic webhook",
    "source.disconnected generic",
  ]);
});

test("what is no topic and no key is refused with its field; keys are never shown nor written to the trail", async () => {
  const refused = async (source: string, body: object) => {
    const response = await connect(source, body);
    return [response.status, (await response.json()).field];
  };
  assert.deepEqual(await refused("ses", { topics: ["arn:aws:sqs:eu-west-1:123456789012:mail"] }), [
    400,
    "topics.0",
  ]);
  assert.deepEqual(await refused("mailgun", { keys: ["short"] }), [400, "keys.0"]);
  assert.deepEqual(await refused("mailgun", {}), [400, "keys"]);
  assert.deepEqual(await refused("resend", { keys: ["key-0123456789012345678901"] }), [400, "keys.0"]);
  assert.deepEqual(await refused("acs", { tenant: "not-a-tenant", audience: "x" }), [400, "tenant"]);
  assert.deepEqual(await refused("postmark", { keys: ["0123456789abcdef0123"] }), [400, "keys.0"]);
  const key = "0123456789abcdef0123456789abcdef";
  await connect("mailgun", { keys: [key] });
  await connect("mailgun", {});
  const kept = await on.db.mailSource.findUniqueOrThrow({ where: { name: "mailgun" } });
  assert.equal(kept.keys.length, 1, "left out, they stay");
  const told = JSON.stringify([
    kept,
    await on.db.auditEntry.findMany({ select: { detail: true } }),
    await sources(on.db, Date.now()),
  ]);
  assert.ok(!told.includes(key));
});

test("each source says what it brought, how late, and when it fell silent", async () => {
  await connect("generic", {});
  const first = delivered("m-1");
  await send([first, delivered("m-2"), { event: "teleported" }]);
  await send([first]);
  const now = Date.now();
  const row = (await sources(on.db, now)).find(({ door }) => door === "generic");
  assert.deepEqual(
    [row?.state, row?.accepted, row?.duplicates, row?.rejected, row?.aside, row?.strip.at(-1)],
    ["live", 2, 1, 1, 1, 3],
  );
  assert.ok(row!.lag! >= 59_000 && row!.lag! < 120_000);
  const later = (await sources(on.db, now + 25 * 3_600_000)).find(({ door }) => door === "generic");
  assert.deepEqual([later?.state, later?.accepted, later?.arrivedAt], ["quiet", 0, row?.arrivedAt]);
  const muchLater = (await sources(on.db, now + 20 * 86_400_000)).find(({ door }) => door === "generic");
  assert.deepEqual([muchLater?.state, muchLater?.arrivedAt], ["quiet", row?.arrivedAt], "not forgotten");
  const acs = (await sources(on.db, now)).find(({ door }) => door === "acs");
  assert.deepEqual([acs?.state, acs?.arrivedAt], ["waiting", null]);
});

test("no data since: a source that is connected and never reports is told, and opens an incident", async () => {
  await connect("postmark", {});
  const [now, later] = [Date.now(), Date.now() + 26 * 3_600_000];
  const state = async (at: number) =>
    (await sources(on.db, at)).find(({ door }) => door === "postmark")?.state;
  assert.deepEqual([await state(now), await state(later)], ["waiting", "quiet"]);
  await watchAlerts(on.db, new Date(now));
  assert.equal(await on.db.alertIncident.count(), 0);
  await watchAlerts(on.db, new Date(later));
  const [step] = await on.db.alertStep.findMany({ where: { text: { contains: "Postmark" } } });
  assert.match(step?.text ?? "", /^Postmark has sent nothing for/);
});

test("no data since: a source that fell silent opens an incident of its own", async () => {
  await connect("generic", {});
  await send([delivered("m-1")]);
  await watchAlerts(on.db, new Date());
  assert.equal(await on.db.alertIncident.count(), 0);
  await watchAlerts(on.db, new Date(Date.now() + 26 * 3_600_000));
  const incidents = await on.db.alertIncident.findMany({ include: { steps: true } });
  const said = incidents.flatMap(({ steps }) => steps.map(({ text }) => text));
  assert.ok(
    said.some((text) => /^Generic JSON has sent nothing for/.test(text)),
    String(said),
  );
});

test("what was set aside is kept once, read again as it is or mended, and thrown away; each leaves its trace", async () => {
  await connect("generic", {});
  const odd = { ...delivered("m-1"), event: "delivred" };
  await send([odd]);
  await send([odd]);
  const [row, ...more] = await on.db.quarantine.findMany();
  assert.deepEqual([row?.reason, more.length], ['Unknown event "delivred"', 0]);
  const id = String(row!.id);
  const replay = async (body: object, who: Role = "admin", which = id) => {
    const response = await quarantine.POST(
      at(who, `quarantine/${which}`, "POST", body),
      place({ id: which }),
    );
    return { status: response.status, ...(await response.json()) };
  };
  assert.equal((await replay({}, "marketer")).status, 403);
  const again = await replay({});
  assert.deepEqual([again.status, again.title], [400, 'It still cannot be read: Unknown event "delivred".']);
  assert.equal((await replay({ raw: "{" })).status, 400);
  assert.equal(await on.db.quarantine.count(), 1);
  const mended = await replay({ raw: row!.raw.replace("delivred", "delivered") });
  assert.deepEqual([mended.status, mended.accepted], [200, 1]);
  assert.equal((await replay({})).status, 404);
  assert.deepEqual([await on.db.quarantine.count(), await on.db.delivery.count()], [0, 1]);
  await send([7 as unknown as object]);
  const other = String((await on.db.quarantine.findFirstOrThrow()).id);
  const drop = (who: Role) =>
    quarantine.DELETE(at(who, `quarantine/${other}`, "DELETE"), place({ id: other }));
  assert.deepEqual(
    [(await drop("marketer")).status, (await drop("admin")).status, (await drop("admin")).status],
    [403, 204, 404],
  );
  assert.deepEqual((await actions()).slice(1), [
    "quarantine.replayed generic",
    "quarantine.discarded generic",
  ]);
  assert.equal((await verifyAudit(on.db)).brokenAt, null);
});

test("what is long is kept whole: shown as far as people read, and read again to its end", async () => {
  await connect("generic", {});
  await send([{ ...delivered("m-1"), padding: "x".repeat(100_000), event: "delivred" }]);
  const [shown] = (await quarantined(on.db, {})).rows;
  assert.deepEqual([shown?.raw.length, shown?.whole], [64_000, false]);
  // As if an upgrade had taught the word.
  await on.db.$executeRaw`update quarantine set raw = replace(raw, 'delivred', 'delivered')`;
  const path = `quarantine/${shown?.id}`;
  const answer = await quarantine.POST(at("admin", path, "POST", {}), place({ id: String(shown?.id) }));
  assert.deepEqual([answer.status, await on.db.delivery.count()], [200, 1]);
});

test("a receiver's report that was set aside is read again from its very bytes, mended or not", async () => {
  const now = new Date();
  const day = new Date(now.getTime() - 2 * 86_400_000).toISOString().slice(0, 10);
  const report = testReport({ day }).toString();
  const upload = { via: "upload", name: "", submitter: "Ann" } as const;
  const setAside = async (bytes: Buffer) => {
    await assert.rejects(takeReport(on.db, bytes, upload, now), { code: "invalid-input" });
    return (await on.db.quarantine.findFirstOrThrow({ orderBy: { id: "desc" } })).id;
  };
  const again = async (id: bigint, body: object) => {
    const path = `quarantine/${id}`;
    const answer = await quarantine.POST(at("admin", path, "POST", body), place({ id: String(id) }));
    return { status: answer.status, ...(await answer.json()) };
  };
  const broken = report.replace("</feedback>", "");
  const [plain, packed] = [
    await setAside(Buffer.from(broken)),
    await setAside(gzipSync(Buffer.alloc(60_000_000))),
  ];
  assert.match(
    (await again(packed, {})).title,
    /^It still cannot be read: .* may be a bomb and was not read\.$/,
  );
  assert.equal((await again(plain, {})).status, 400);
  assert.equal(await on.db.quarantine.count(), 2, "nothing was set aside anew");
  const mended = await again(plain, { raw: report });
  assert.deepEqual([mended.status, mended.accepted, await on.db.authenticationReport.count()], [200, 1, 1]);
  const bytes = gzipSync(Buffer.from(report));
  const raw = `base64:${bytes.toString("base64")}`;
  await on.db.quarantine.updateMany({ where: { id: packed }, data: { raw } });
  assert.equal((await again(packed, {})).duplicates, 1);
  assert.equal(await on.db.quarantine.count(), 0);
});

test("a mended line of an import counts for it, and goes with its undoing", async () => {
  const line = JSON.stringify({ ...delivered("m-1"), event: "delivred" });
  const { importId, rejected } = await importStream(on.db, lines(line), {
    ...{ name: "old.jsonl", source: "generic", bytes: null, startedBy: "Ann", now: new Date() },
  });
  assert.equal(rejected, 1);
  const row = await on.db.quarantine.findFirstOrThrow();
  const body = { raw: row.raw.replace("delivred", "delivered") };
  const path = `quarantine/${row.id}`;
  const response = await quarantine.POST(at("admin", path, "POST", body), place({ id: String(row.id) }));
  assert.equal(response.status, 200);
  const run = await on.db.import.findUniqueOrThrow({ where: { id: importId } });
  assert.deepEqual([run.accepted, run.rejected, await on.db.delivery.count()], [1, 0, 1]);
  await undoImport(on.db, importId, "Ann", new Date());
  assert.deepEqual([await on.db.delivery.count(), await on.db.event.count()], [0, 0]);
});

async function* lines(...all: string[]): AsyncGenerator<Uint8Array> {
  for (const line of all) yield Buffer.from(`${line}\n`);
}
