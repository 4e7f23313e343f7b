import pg from "pg";
import { openDatabase } from "@/lib/server/database";
import type { PrismaClient } from "@/prisma/generated/client";
import { onShutdown } from "../launch/shutdown.mjs";
import { migrate } from "../migrate.mjs";
import { layHistory } from "./history";
import { type Figure, rounded } from "./measure";
import type { Plan } from "./mix";

const PREFIX = "repute_bench_";
const LAID = "laid";

export interface BenchDatabase {
  db: PrismaClient;
  url: string;
  drop(): Promise<void>;
}

/** Databases of the bench's own on one server: it makes them, and touches no other. */
export class Databases {
  private made = 0;
  constructor(private readonly server: string) {}

  private async run(statement: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(this.server);
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  }

  private urlOf(name: string): string {
    const url = new URL(this.server);
    url.pathname = `/${name}`;
    return url.href;
  }

  /** A new one, empty or a copy, until `drop` or the end of this process. */
  async open(template?: string): Promise<BenchDatabase> {
    const name = `${PREFIX}${process.pid}_${++this.made}`;
    await this.run(`create database ${name} ${template ? `template ${template} strategy file_copy` : ""}`);
    const url = this.urlOf(name);
    await migrate(url);
    const db = openDatabase(url);
    const drop = async () => {
      forget();
      await db.$disconnect();
      await this.run(`drop database ${name} with (force)`);
    };
    const forget = onShutdown(drop);
    return { db, url, drop };
  }

  /** A new one with a history: a copy of the one that was kept when `keep` is set, which else is laid first. */
  async withHistory(plan: Plan, keep: boolean): Promise<BenchDatabase & { figures: Figure[] }> {
    if (!keep) {
      const made = await this.open();
      return { ...made, figures: [await lay(made.db, plan)] };
    }
    const kept = `${PREFIX}kept_${plan.deliveries}_${plan.days}_${plan.seed}`;
    const [found] = await this.run(
      `select shobj_description(oid, 'pg_database') as note from pg_database where datname = '${kept}'`,
    );
    if (found?.note === LAID) return { ...(await this.open(kept)), figures: [] };
    await this.run(`drop database if exists ${kept}`);
    await this.run(`create database ${kept}`);
    await migrate(this.urlOf(kept));
    const db = openDatabase(this.urlOf(kept));
    const figure = await lay(db, plan);
    await db.$disconnect();
    await this.run(`comment on database ${kept} is '${LAID}'`);
    return { ...(await this.open(kept)), figures: [figure] };
  }
}

async function lay(db: PrismaClient, plan: Plan): Promise<Figure> {
  const start = performance.now();
  await layHistory(db, plan);
  const { deliveries } = plan;
  return {
    ...{
      what: "laying the history",
      value: rounded((performance.now() - start) / 1_000),
      unit: "s",
      deliveries,
    },
    note: "made up by the server",
  };
}
