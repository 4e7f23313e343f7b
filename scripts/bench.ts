import { writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { MailEvent } from "@/lib/core/events";
import { verify } from "@/lib/server/verify";
import { bounces } from "./bench/bounces";
import { charts } from "./bench/charts";
import { createMany } from "./bench/create-many";
import { Databases } from "./bench/databases";
import { disk } from "./bench/disk";
import { fill } from "./bench/fill";
import { copyFloor } from "./bench/floor";
import { arrivals } from "./bench/generate";
import { importFile } from "./bench/import";
import { load } from "./bench/load";
import { lookUps } from "./bench/look-ups";
import { mails } from "./bench/mails";
import { type Figure, rounded } from "./bench/measure";
import { memory } from "./bench/memory";
import type { Plan } from "./bench/mix";
import { growth } from "./bench/plot";
import { upserts } from "./bench/upserts";
import { shutDown } from "./launch/shutdown.mjs";

const PARTS = ["ingest", "charts", "look-ups", "disk", "load", "memory", "classify"];
const USAGE = `usage: npm run bench -- [--deliveries 1000000] [--records 200000] [--days 365] [--seed 1]
                        [--only PART,PART] [--runs 20] [--keep] [--verify] [--json FILE] [--plot FILE]

  --deliveries  the history that is read, or several: 1000000,10000000
  --records     events that are ingested: as a file, by COPY, and a tenth of them by createMany
  --days        what all of it is spread over
  --only        some of: ${PARTS.join(", ")}
                load builds the pages if need be, and has 32 readers ask the application
  --runs        of each chart and look-up, after a tenth as many that are not measured
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

const figures: Figure[] = [];
function show(...more: Figure[]): void {
  figures.push(...more);
  for (const { what, value, unit, deliveries, days: asked, note = "" } of more) {
    const about = [deliveries?.toLocaleString("en") ?? "", asked ? `${asked} d` : ""];
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
  const [first, second] = [await databases.open(), await databases.open()];
  const floor = await copyFloor(first.url, someEvents(plan, records));
  const beside = (what: string, { value }: Figure): Figure => {
    return { what: `${what} / raw COPY`, value: rounded(value / floor.value), unit: "x" };
  };
  show(floor);
  const filled = await fill(first.db, { ...plan, deliveries: records });
  show(...filled, beside("ingest", filled[0]!));
  const imported = await importFile(second.db, { ...plan, deliveries: records });
  show(...imported, beside("import", imported[0]!));
  const others = someEvents({ ...plan, seed: plan.seed + 1 }, Math.ceil(records / 10));
  show(await createMany(second.db, others), await upserts(second.db, others));
  await check(first.db);
  await check(second.db);
  await first.drop();
  await second.drop();
}

async function measureHistory(databases: Databases, plan: Plan): Promise<void> {
  const { deliveries } = plan;
  const { figures: laid, ...history } = await databases.withHistory(plan, values.keep);
  show(...laid);
  if (parts.includes("disk")) show(...(await disk(history.db, deliveries)));
  if (parts.includes("charts")) show(...(await charts(history.db, plan, runs)));
  if (parts.includes("look-ups")) show(...(await lookUps(history.db, plan, runs)));
  if (parts.includes("ingest")) {
    const later = {
      ...plan,
      deliveries: records,
      start: plan.start + (days - 30) * 86_400_000,
      days: 30,
      seed: seed + 1,
    };
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
    show(...(await memory(databases, { ...plan, deliveries: Math.ceil(records / 10) })));
  if (parts.includes("classify")) show(...bounces(), ...(await mails()));
  if (["charts", "look-ups", "disk", "load"].some((part) => parts.includes(part)))
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
