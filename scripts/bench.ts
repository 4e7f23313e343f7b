import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { MailEvent } from "@/lib/core/events";
import { testDatabase } from "@/lib/server/testing";
import { verify } from "@/lib/server/verify";
import { createMany } from "./bench/create-many";
import { fill } from "./bench/fill";
import { copyFloor } from "./bench/floor";
import { arrivals, type Plan } from "./bench/generate";
import { importFile } from "./bench/import";
import { type Figure, rounded } from "./bench/measure";
import { charts, disk, lookUps } from "./bench/reads";

const USAGE = `usage: npm run bench -- [--deliveries 1000000] [--records 300000] [--days 90] [--seed 1]
                        [--json FILE] [--verify]

  --deliveries  the history that is ingested, and that charts and look-ups are measured on
  --records     lines of the imported file; as many events for COPY, a tenth for createMany
  --days        what both are spread over
  --json        writes the figures there too
  --verify      recounts everything in the end; exits 1 when anything differs
`;
const { values } = parseArgs({
  options: {
    deliveries: { type: "string", default: "1000000" },
    records: { type: "string", default: "300000" },
    days: { type: "string", default: "90" },
    seed: { type: "string", default: "1" },
    json: { type: "string" },
    verify: { type: "boolean" },
    help: { type: "boolean" },
  },
});

const figures: Figure[] = [];
function show(...more: Figure[]): void {
  figures.push(...more);
  for (const { what, value, unit, note = "" } of more) {
    console.log(`${what.padEnd(56)}${value.toLocaleString("en").padStart(10)} ${unit.padEnd(10)} ${note}`);
  }
}

function someEvents(plan: Plan, count: number): MailEvent[] {
  const events: MailEvent[] = [];
  for (const arrived of arrivals({ ...plan, deliveries: count })) events.push(...arrived);
  return events.slice(0, count);
}

async function main(): Promise<number> {
  const plan: Plan = {
    seed: Number(values.seed),
    deliveries: Number(values.deliveries),
    days: Number(values.days),
    start: Date.UTC(2026, 0, 1),
  };
  const records = Number(values.records);
  const { db, url, drop } = await testDatabase();
  const second = await testDatabase();
  try {
    const [server] = await db.$queryRaw<
      { version: string }[]
    >`select current_setting('server_version') as version`;
    const machine = {
      node: process.version,
      postgresql: server?.version,
      cpus: cpus().length,
      memory: totalmem(),
    };
    console.log(`Node ${machine.node}, PostgreSQL ${machine.postgresql}, ${machine.cpus} processors\n`);

    const floor = await copyFloor(url, someEvents(plan, records));
    show(floor);
    const filled = await fill(db, plan);
    show(...filled, { what: "ingest / raw COPY", value: rounded(filled[0]!.value / floor.value), unit: "x" });
    const imported = await importFile(second.db, { ...plan, deliveries: records });
    show(...imported, {
      what: "import / raw COPY",
      value: rounded(imported[0]!.value / floor.value),
      unit: "x",
    });
    show(await createMany(second.db, someEvents({ ...plan, seed: plan.seed + 1 }, records / 10)));
    await db.$executeRaw`vacuum analyze`;
    show(...(await charts(db, plan)), ...(await lookUps(db, plan)), ...(await disk(db)));

    const checks = values.verify ? [...(await verify(db)), ...(await verify(second.db))] : [];
    const wrong = checks.filter((check) => check.wrong > 0);
    if (values.verify)
      console.log(wrong.length === 0 ? "\nverified: nothing differs" : JSON.stringify(wrong));
    if (values.json)
      writeFileSync(values.json, `${JSON.stringify({ machine, plan, records, figures }, null, 2)}\n`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await second.drop();
    await drop();
  }
}

if (values.help) console.log(USAGE);
else process.exitCode = await main();
