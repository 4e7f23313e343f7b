import { parseArgs } from "node:util";
import { KEY_FORM, KEY_PREFIX, NewKey, SCOPE_NAMES } from "@/lib/core/api-key";
import { type ApiKeyRow, createKey, listKeys, revokeKey } from "@/lib/server/api-keys";
import { openDatabase } from "@/lib/server/database";
import type { PrismaClient } from "@/prisma/generated/client";
import { instant } from "../arguments";
import { type Io, WrongCall } from "../io";
import { writeLines } from "../output";

export const summary = "keys for programs that use the API";
export const usage = `keys [list] [--json]
       keys create NAME --scope SCOPE... [--expires TIME] [--json]
       keys revoke ID

create prints the key, once: only a hash of it is kept. revoke takes the beginning that list shows, ${KEY_PREFIX}… with or
without what follows; the next request with that key is refused.

  --scope SCOPE    what it may do, once or more: ${SCOPE_NAMES.slice(0, 3).join(", ")},
                   ${SCOPE_NAMES.slice(3).join(", ")}
  --expires TIME   refused from then on, as 2027-01-31 (its midnight UTC) or 2027-01-31T08:00:00Z
  --json           one object a line: of list the keys, of create { id, name, scopes, expiresAt, token }; times in ms`;

const ACTOR = "command line";

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      scope: { type: "string", multiple: true, default: [] },
      expires: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [verb = "list", word, ...rest] = positionals;
  const verbs: Record<string, (db: PrismaClient, word: string) => Promise<void>> = {
    create: (db, name) => create(db, { name, ...values }, io),
    revoke: async (db, id) => {
      await revokeKey(db, idOf(id), ACTOR, io.now());
    },
  };
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act && verb !== "list") throw new WrongCall(`There is no keys ${verb}.`);
  if (rest.length > 0 || (act ? word === undefined : word !== undefined))
    throw new WrongCall(`Keys ${verb} takes ${act ? "one word" : "no word"} after it.`);
  const db = openDatabase();
  try {
    await (act && word !== undefined ? act(db, word) : list(db, values.json, io));
    return 0;
  } finally {
    await db.$disconnect();
  }
}

async function create(
  db: PrismaClient,
  { name, scope, expires, json }: { name: string; scope: string[]; expires?: string; json: boolean },
  io: Io,
): Promise<void> {
  const expiresAt = expires === undefined ? null : new Date(instant("--expires", expires));
  const { success, data, error } = NewKey.safeParse({ name, scopes: scope, expiresAt });
  if (!success) throw new WrongCall(error.issues[0]?.message ?? "This makes no key.");
  const { key, token } = await createKey(db, data, ACTOR, io.now());
  const { id, scopes } = key;
  const object = { id, name: key.name, scopes, expiresAt: key.expiresAt, token };
  io.stdout.write(json ? `${JSON.stringify(object)}\n` : `${key.name}\tkey: ${token}\n`);
}

/** The id in what somebody typed: itself, the beginning of a key, or a whole key. @throws WrongCall */
function idOf(typed: string): string {
  const id = KEY_FORM.exec(typed)?.[1] ?? typed.replace(KEY_PREFIX, "").replace(/_…?$/, "");
  if (!/^[0-9a-f]{12}$/.test(id)) throw new WrongCall(`Revoke takes the beginning of a key, not "${typed}".`);
  return id;
}

async function list(db: PrismaClient, json: boolean, io: Io): Promise<void> {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const words = ({ id, name, scopes, createdBy, lastUsedAt, expiresAt, revokedAt }: ApiKeyRow) =>
    [
      ...[`${KEY_PREFIX}${id}`, name, scopes.join(","), `made by ${createdBy}`],
      lastUsedAt ? `last used ${new Date(lastUsedAt).toISOString()}` : "never used",
      ...(expiresAt ? [`expires ${day(expiresAt)}`] : []),
      ...(revokedAt ? [`revoked ${day(revokedAt)}`] : []),
    ].join("\t");
  const keys = await listKeys(db);
  await writeLines(io.stdout, keys.map(json ? (key) => JSON.stringify(key) : words));
}
