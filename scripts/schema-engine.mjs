#!/usr/bin/env node
// Stand-in for Prisma's native `schema-engine`, for machines that cannot download it: the same JSON-RPC, one message a
// line on standard input and output, answered by Prisma's own WebAssembly build of the engine over @prisma/adapter-pg.
// A tool for developing (PRISMA_SCHEMA_ENGINE_BINARY=scripts/schema-engine.mjs npx prisma ...); the product applies its
// migrations by scripts/migrate.mjs and needs neither engine.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { createInterface } from "node:readline";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";

/** The engine build that Prisma 7.10.0 asks for: the hash in the version of @prisma/schema-engine-wasm. */
const ENGINE_HASH = "0edf323efd1d98336f3f0a68684b56f689b900d3";

const CHAR_OID = 18;
const TEXT_OID = 25;

/** The values of a repeatable option, as in `--datamodels a --datamodels b`. */
function optionValues(argv, name) {
  return argv.flatMap((word, index) => (word === name ? [argv[index + 1]] : []));
}

/** Names of columns that the server announced as the catalogue's own type "char". */
const charColumns = new Set();

// adapter-pg refuses that type, so it is announced as text; the engine in turn insists on it, so it is put back below.
const describe = pg.Query.prototype.handleRowDescription;
pg.Query.prototype.handleRowDescription = function (message) {
  for (const field of message.fields) {
    if (field.dataTypeID !== CHAR_OID) continue;
    field.dataTypeID = TEXT_OID;
    charColumns.add(field.name);
  }
  return describe.call(this, message);
};

/** adapter-pg cuts a script at every semicolon, also inside of function bodies; the server takes it as a whole. */
function withWholeScripts(connection) {
  connection.executeScript = async (script) => {
    await connection.underlyingDriver().query(script);
  };
  return connection;
}

function withCharColumns(connection) {
  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type, index) => {
      const isChar = type === ColumnTypeEnum.Text && charColumns.has(result.columnNames[index]);
      return isChar ? ColumnTypeEnum.Character : type;
    });
    return { ...result, columnTypes };
  };
  return connection;
}

class CatalogueAdapter extends PrismaPg {
  constructor(connectionString) {
    super({ connectionString });
    this.connectionString = connectionString;
  }

  async connect() {
    return withWholeScripts(withCharColumns(await super.connect()));
  }

  /** adapter-pg's own would follow the connection string to the real database, whatever name it chose. */
  async connectToShadowDb() {
    const shadow = `prisma_migrate_shadow_db_${randomUUID()}`;
    const server = await this.connect();
    await server.executeScript(`CREATE DATABASE "${shadow}"`);
    const target = new URL(this.connectionString);
    target.pathname = `/${shadow}`;
    const connection = await new CatalogueAdapter(target.href).connect();
    const dispose = connection.dispose.bind(connection);
    connection.dispose = async () => {
      await dispose();
      await server.executeScript(`DROP DATABASE "${shadow}"`);
      await server.dispose();
    };
    return connection;
  }
}

function startEngine(url, datamodelFiles) {
  const folder = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const wasm = new WebAssembly.Module(readFileSync(path.join(folder, "schema_engine_bg.wasm")));
  const instance = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  globalThis.PRISMA_WASM_PANIC_REGISTRY ??= { set_message: (message) => console.error(message) };

  const datamodels = datamodelFiles.map((file) => [file, readFileSync(file, "utf8")]);
  const adapter = new CatalogueAdapter(url ?? "postgresql://invalid");
  return bindings.SchemaEngine.new(
    { datamodels: datamodels.length > 0 ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(adapter),
  );
}

/** `schema-engine cli can-connect-to-database | create-database`. */
async function runCli(argv, url) {
  const target = new URL(url);
  const name = target.pathname.slice(1);
  if (argv.includes("create-database")) target.pathname = "/postgres";
  const client = new pg.Client({ connectionString: target.href });
  try {
    await client.connect();
    if (argv.includes("create-database")) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    return 0;
  } catch (error) {
    const fields = {
      error_code: error.code === "3D000" ? "P1003" : "P1001",
      message: error.message,
      is_panic: false,
    };
    console.error(JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields }));
    return 1;
  } finally {
    await client.end().catch(() => {});
  }
}

async function serve(engineStarted) {
  const send = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  let printed = 0;

  function refuse(id, error) {
    const { message, meta = {}, code = null } = error;
    const data = { is_panic: false, message, meta, error_code: code };
    send({
      id,
      error: { code: 4466, message: "An error happened. Check the data field for details.", data },
    });
  }

  async function answer({ method, params }) {
    const engine = await engineStarted;
    const name = method === "getDatabaseVersion" ? "version" : method;
    if (typeof engine[name] !== "function") throw new Error(`the stand-in engine does not know ${method}`);
    const result = (await engine[name](params)) ?? null;
    if (method !== "diff" || result?.stdout == null) return result;
    // The native engine prints a diff by a request of its own instead of returning it.
    send({ id: `print-${++printed}`, method: "print", params: { content: result.stdout } });
    return { ...result, stdout: null };
  }

  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === "") continue;
    const request = JSON.parse(line);
    if (!request.method) continue; // the answer to a `print`
    // A panic inside of WebAssembly comes this way. Left unanswered, Prisma may end as if all were well.
    const panicked = (error) => {
      refuse(request.id, error);
      process.exit(1);
    };
    process.once("uncaughtException", panicked);
    try {
      send({ id: request.id, result: await answer(request) });
    } catch (error) {
      refuse(request.id, error);
    }
    process.off("uncaughtException", panicked);
  }
}

const argv = process.argv.slice(2);
const datasource = optionValues(argv, "--datasource")[0] ?? optionValues(argv, "-d")[0];
const url = (datasource && JSON.parse(datasource).url) ?? process.env.DATABASE_URL;

if (argv.includes("--version")) {
  console.log(`schema-engine-cli ${ENGINE_HASH}`);
} else if (argv.includes("cli")) {
  process.exitCode = await runCli(argv, url);
} else {
  await serve(startEngine(url, optionValues(argv, "--datamodels")));
}
