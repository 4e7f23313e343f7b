import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Refusal } from "@/lib/core/error";
import { verifyPassword } from "@/lib/server/password";
import { testDatabase } from "@/lib/server/testing";
import type { PrismaClient } from "@/prisma/generated/client";
import { WrongCall } from "../io";
import { call, objects } from "./testing-io";
import * as users from "./users";

let db: PrismaClient;
let drop: () => Promise<void>;
before(async () => {
  const fresh = await testDatabase();
  ({ db, drop } = fresh);
  process.env.DATABASE_URL = fresh.url;
});
after(() => drop?.());

const run = (...args: string[]) => call(users, args);
const stored = () => db.user.findUniqueOrThrow({ where: { email: "ida@marlow.example" } });

const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test("before the set-up nobody is made here: the set-up link would be closed", async () => {
  await assert.rejects(run("create", "ida@marlow.example", "--name", "Ida"), refused("conflict"));
  assert.equal((await run()).out, "");
});

test("from nobody to a second admin, a new password, a disabled first one", async () => {
  await db.organisation.create({ data: { id: 1, name: "Marlow Books" } });
  const created = await run("create", "Ida@Marlow.example", "--name", "Ida", "--role", "admin", "--json");
  const [{ email, password }] = objects(created.out);
  assert.deepEqual([created.code, email], [0, "ida@marlow.example"]);
  assert.ok(await verifyPassword(password, (await stored()).passwordHash));

  await assert.rejects(run("create", "ida@marlow.example", "--name", "Ida"), refused("conflict"));
  await assert.rejects(run("disable", "ida@marlow.example"), refused("conflict"));
  await assert.rejects(run("password", "nobody@marlow.example"), refused("not-found"));

  const [{ password: second }] = objects((await run("password", "ida@marlow.example", "--json")).out);
  assert.equal(await verifyPassword(password, (await stored()).passwordHash), false);
  assert.ok(await verifyPassword(second, (await stored()).passwordHash));
  assert.equal((await stored()).generation, 1, "sessions end");

  const jo = await run("create", "jo@marlow.example", "--name", "Jo");
  assert.match(jo.out, /^jo@marlow\.example\tpassword: \S{20,}\n$/);
  await run("role", "jo@marlow.example", "admin");
  await run("disable", "ida@marlow.example");
  assert.equal(
    (await run("list")).out,
    "ida@marlow.example\tIda\tadmin\tdisabled\njo@marlow.example\tJo\tadmin\n",
  );
  await run("enable", "ida@marlow.example");
  assert.deepEqual(
    objects((await run("--json")).out).map((user) => [user.email, user.role, user.disabledAt]),
    [
      ["ida@marlow.example", "admin", null],
      ["jo@marlow.example", "admin", null],
    ],
  );
  const trail = await db.auditEntry.findMany({ orderBy: { id: "asc" } });
  assert.ok(trail.every(({ actor }) => actor === "command line"));
  const changed = ["user.changed", "user.changed", "user.changed"];
  assert.deepEqual(
    trail.map(({ action }) => action),
    ["user.created", "user.password-reset", "user.created", ...changed],
  );
  assert.ok(!JSON.stringify(trail.map(({ detail }) => detail)).includes(second));
});

test("calls that make no sense", async () => {
  for (const args of [
    ["erase", "ida@marlow.example"],
    ["create"],
    ["create", "no address", "--name", "Ida"],
    ["create", "eva@marlow.example"],
    ["create", "eva@marlow.example", "--name", "Eva", "--role", "owner"],
    ["role", "ida@marlow.example"],
    ["role", "ida@marlow.example", "owner"],
    ["disable", "ida@marlow.example", "jo@marlow.example"],
    ["list", "ida@marlow.example"],
  ])
    await assert.rejects(run(...args), WrongCall, args.join(" "));
});
