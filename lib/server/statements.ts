import { hash } from "node:crypto";
import pg from "pg";
import type { PrismaClient } from "@/prisma/generated/client";
import { poolOf } from "./database";
import { retried } from "./transaction";

/**
 * Statements by hand, whoever runs them: Prisma, inside of a transaction of its own or not, or the driver itself. Values
 * come out alike: int8 as bigint, timestamps as Dates of UTC.
 */
export interface Statements {
  $queryRaw<T>(strings: TemplateStringsArray, ...values: unknown[]): Promise<T>;
  /** @returns how many rows it changed */
  $executeRaw(strings: TemplateStringsArray, ...values: unknown[]): Promise<number>;
}

const INT8 = 20;
const TIMESTAMP = 1114;
const types = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === INT8) return BigInt;
    if (oid === TIMESTAMP) return (text: string) => new Date(`${text.replace(" ", "T")}Z`);
    return pg.types.getTypeParser(oid, format as "text");
  },
} as pg.CustomTypesConfig;

/** Each template once a process, named by what it says: a connection then plans it a few times only. */
const known = new WeakMap<TemplateStringsArray, { name: string; text: string }>();

function named(strings: TemplateStringsArray): { name: string; text: string } {
  let statement = known.get(strings);
  if (!statement) {
    const text = strings.reduce((before, part, n) => `${before}$${n}${part}`);
    statement = { name: hash("sha256", text).slice(0, 32), text };
    known.set(strings, statement);
  }
  return statement;
}

/** The driver would write a Date in the zone of this machine. */
const sent = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);

type Runs = Pick<pg.Pool | pg.ClientBase, "query">;

const runOn = (on: Runs, strings: TemplateStringsArray, values: unknown[]): Promise<pg.QueryResult> =>
  on.query({ ...named(strings), values: values.map(sent), types });

const over = (on: Runs): Statements => ({
  $queryRaw: async <T>(strings: TemplateStringsArray, ...values: unknown[]) =>
    (await runOn(on, strings, values)).rows as T,
  $executeRaw: async (strings, ...values) => (await runOn(on, strings, values)).rowCount ?? 0,
});

/** Single statements by the driver: what is asked at every request costs a fifth of what it costs through Prisma. */
export const statements = (db: PrismaClient): Statements => over(poolOf(db));

/** Runs in a transaction of the driver's own, again after a conflict. For what hundreds a second do. */
export async function inDriverTransaction<T>(
  db: PrismaClient,
  run: (tx: Statements) => Promise<T>,
): Promise<T> {
  return retried(async () => {
    const client = await poolOf(db).connect();
    try {
      await client.query("begin");
      const result = await run(over(client));
      const { command } = await client.query("commit");
      // So the server answers where a statement had failed, and somebody went on after it.
      if (command !== "COMMIT") throw new Error("The transaction was rolled back");
      client.release();
      return result;
    } catch (error) {
      // A connection that cannot even roll back is in a state that nobody knows: it is closed.
      await client.query("rollback").then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  });
}
