import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { MailEvent } from "@/lib/core/events";
import { packDomainDays } from "@/lib/server/domain-days";
import { verify } from "@/lib/server/verify";
import { background } from "./bench/background";
import { bounces } from "./bench/bounces";
import { charts } from "./bench/charts";
import { checks, nameOf } from "./bench/checks";
import { createMany } from "./bench/create-many";
import { Databases } from "./bench/databases";
import { disk } from "./bench/disk";
import { dmarcReports } from "./bench/dmarc-reports";
import { fill } from "./bench/fill";
import { copyFloor } from "./bench/floor";
import { arrivals } from "./bench/generate";
import { importFile } from "./bench/import";
import { listing } from "./bench/listing";
import { load } from "./bench/load";
import { lookUps } from "./bench/look-ups";
import { mailPages } from "./bench/mail-pages";
import { mails } from "./bench/mails";
import { type Figure, rounded } from "./bench/measure";
import { memory } from "./bench/memory";
import type { Plan } from "./bench/mix";
import { oneClick } from "./bench/one-click";
import { growth } from "./bench/plot";
import { upserts } from "./bench/upserts";
import { shutDown } from "./launch/shutdown.mjs";

const PARTS = [
  ...["ingest", "charts", "look-ups", "suppressions", "disk", "load", "memory", "classify", "one-click"],
  ...["mails", "reports", "background"],
];
const USAGE = `usage: npm run bench -- [--deliveries 1000000] [--records 200000] [--days 365] [--seed 1]
                        [--held 1000000] [--mails 1000000] [--reports 3000]
                        [--only PART,PART] [--runs 20] [--keep] [--verify] [--json FILE] [--plot FILE]

  --deliveries  the history that is read, or several: 1000000,10000000
  --records     mails whose events are ingested: as a file, by COPY, and a tenth of them by createMany; at the pace of
                ten million a year, the file once more thinly spread over --days
  --held        addresses that are held when others are looked up and when they are listed, half by leases, half by
                entries; or several: 1000000,10000000
  --mails       that came in within thirty days, when their pages are asked for
  --reports     DMARC reports that are taken in, 60 records each, over a year
  --days        what the history is spread over
  --only        some of: ${PARTS.join(", ")}
                load builds the pages if need be, and has 32 readers ask the application;
                one-click sends 200 unsubscribes a second for a minute, and counts them all
  --runs        of each chart and look-up, after a tenth as many that are not measured; ten times as many of each check
  --keep        leaves the history on the server of TEST_DATABASE_URL, and reads a copy of it the next time
  --verify      recounts everything in the end; exits 1 when anything differs
  --json        writes the figures there too
  --plot        draws there (SVG) how the charts of 365 days grow with the deliveries

Runs on an embedded server of its own, or in databases of its own on the server of TEST_DATABASE_URL.
`;
const { values } = parseArgs({
  options: {
    deliveries: { type: "string", default: "1000000" },
    records: { type: "string", default: "200000" },
    held: { type: "string", default: "1000000" },
    mails: { type: "string", default: "1000000" },
    reports: { type: "string", default: "3000" },
    days: { type: "string", default: "365" },
    seed: { type: "string", default: "1" },
    runs: { type: "string", default: "20" },
    only: { type: "string", default: PARTS.join(",") },
    keep: { type: "boolean", default: false },
    verify: { type: "boolean", default: false },
    json: { type: "string" },
    plot: { type: "string" },
    help: { type: "boolean" },
  },
});
const parts = values.only.split(",");
const sizes = values.deliveries.split(",").map(Number);
const [records, days, seed, runs] = [values.records, values.days, values.seed, values.runs].map(Number) as [
  number,
  number,
  number,
  number,
];

/** Mails a day of who sends ten million a year. */
const A_DAY = 10_000_000 / 365;
/** What is ingested comes at that pace: a batch of it meets the same rows of the rollups again, as in a log. */
const incoming = (plan: Plan): Plan => ({ ...plan, deliveries: records, days: records / A_DAY });

const figures: Figure[] = [];
function show(...more: Figure[]): void {
  figures.push(...more);
  for (const { what, value, unit, days: asked, note = "", ...there } of more) {
    const size = there.held ?? there.mails ?? there.reports ?? there.deliveries;
    const about = [size?.toLocaleString("en") ?? "", asked ? `${asked} d` : ""];
    const columns = [what.padEnd(52), about[0]!.padStart(11), about[1]!.padStart(6)];
    console.log(`${columns.join("")}${value.toLocaleString("en").padStart(10)} ${unit.padEnd(10)} ${note}`);
  }
}

const wrong: unknown[] = [];
async function check(db: Parameters<typeof verify>[0]): Promise<void> {
  if (values.verify) wrong.push(...(await verify(db)).filter((one) => one.wrong > 0));
}

function someEvents(plan: Plan, count: number): MailEvent[] {
  const events: MailEvent[] = [];
  for (const arrived of arrivals({ ...plan, deliveries: count })) events.push(...arrived);
  return events.slice(0, count);
}

/** Empty tables, and everything beside COPY of the same events into a table without an index. */
async function measureIngest(databases: Databases, plan: Plan): Promise<void> {
  const first = await databases.open();
  const second = await databases.open();
  const third = await databases.open();
  const fourth = await databases.open();
  const floor = await copyFloor(first.url, someEvents(incoming(plan), records));
  const beside = (what: string, { value }: Figure): Figure => {
    return { what: `${what} / raw COPY`, value: rounded(value / floor.value), unit: "x" };
  };
  show(floor);
  const filled = await fill(first.db, incoming(plan));
  show(...filled, beside("ingest", filled[0]!));
  const imported = await importFile(second.db, incoming(plan));
  show(...imported, beside("import", imported[0]!));
  const [thin] = await importFile(third.db, { ...plan, deliveries: records });
  show({ ...thin!, days, what: "import, thinly spread" });
  const [named] = await fill(fourth.db, { ...incoming(plan), campaigns: true });
  show({ ...named!, what: "ingest, mails of campaigns" });
  const others = someEvents({ ...incoming(plan), seed: plan.seed + 1 }, Math.ceil(records / 10));
  show(await createMany(second.db, others), await upserts(second.db, others));
  for (const { db, drop } of [first, second, third, fourth]) {
    await check(db);
    await drop();
  }
}

async function measureSuppressions(databases: Databases, plan: Plan, held: number): Promise<void> {
  const { db, drop } = await databases.open();
  const now = plan.start + days * 86_400_000;
  show(...(await checks(db, held, now, runs)));
  show(...(await listing(db, held, now, runs, nameOf(Math.floor(held / 2)))));
  await drop();
}

async function measureMail(databases: Databases, now: number): Promise<void> {
  const { db, drop } = await databases.open();
  if (parts.includes("mails")) show(...(await mailPages(db, Number(values.mails), now, runs)));
  if (parts.includes("reports")) show(...(await dmarcReports(db, Number(values.reports), now, runs)));
  await check(db);
  await drop();
}

async function measureHistory(databases: Databases, plan: Plan): Promise<void> {
  const { deliveries } = plan;
  const { figures: laid, ...history } = await databases.withHistory(plan, values.keep);
  show(...laid);
  const start = performance.now();
  await packDomainDays(history.db, new Date(plan.start + days * 86_400_000), days);
  const packing = rounded((performance.now() - start) / 1_000);
  show({ what: "packing its days by recipient domain", value: packing, unit: "s", deliveries });
  if (parts.includes("disk")) show(...(await disk(history.db, deliveries)));
  if (parts.includes("charts")) show(...(await charts(history.db, plan, runs)));
  if (parts.includes("look-ups")) show(...(await lookUps(history.db, plan, runs)));
  if (parts.includes("background")) show(...(await background(history.db, plan, runs)));
  if (parts.includes("ingest")) {
    const later = incoming({ ...plan, start: plan.start + (days - 30) * 86_400_000, seed: seed + 1 });
    show(...(await importFile(history.db, later)).map((figure) => ({ ...figure, deliveries })));
  }
  if (parts.includes("load") && deliveries === Math.max(...sizes))
    show(...(await load(history, plan, { records, seconds: 20 })));
  await check(history.db);
  await history.drop();
}

async function main(): Promise<number> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error("TEST_DATABASE_URL is not set: run this by `npm run bench`");
  const databases = new Databases(server);
  const machine = { node: process.version, cpus: cpus().length, memory: totalmem(), load: loadavg() };
  const plan: Plan = { seed, days, deliveries: records, start: Date.UTC(2025, 10, 24) };
  if (parts.includes("ingest")) await measureIngest(databases, plan);
  if (parts.includes("memory"))
    show(...(await memory(databases, { ...incoming(plan), deliveries: Math.ceil(records / 10) })));
  if (parts.includes("suppressions"))
    for (const held of values.held.split(",").map(Number)) await measureSuppressions(databases, plan, held);
  if (parts.includes("mails") || parts.includes("reports"))
    await measureMail(databases, plan.start + days * 86_400_000);
  if (parts.includes("one-click")) {
    const empty = await databases.open();
    show(...(await oneClick(empty, { perSecond: 200, seconds: 60 })));
    await empty.drop();
  }
  if (parts.includes("classify")) show(...bounces(), ...(await mails()));
  if (["charts", "look-ups", "disk", "load", "background"].some((part) => parts.includes(part)))
    for (const deliveries of sizes) await measureHistory(databases, { ...plan, deliveries });
  if (values.verify) console.log(wrong.length === 0 ? "\nverified: nothing differs" : JSON.stringify(wrong));
  if (values.json)
    writeFileSync(
      values.json,
      `${JSON.stringify({ machine, sizes, records, days, seed, figures }, null, 2)}\n`,
    );
  if (values.plot) writeFileSync(values.plot, growth(figures));
  return wrong.length === 0 ? 0 : 1;
}

if (values.help) console.log(USAGE);
else
  await main().then(shutDown, (error) => {
    console.error(error);
    return shutDown(1);
  });
