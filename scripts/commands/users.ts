import { parseArgs } from "node:util";
import type { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { Email, PersonName, PersonRole } from "@/lib/core/person";
import { openDatabase } from "@/lib/server/database";
import { organisation } from "@/lib/server/organisation";
import { changeUser, createUser, listUsers, resetPassword, type UserRow } from "@/lib/server/users";
import type { PrismaClient } from "@/prisma/generated/client";
import { type Io, WrongCall } from "../io";
import { writeLines } from "../output";

export const summary = "who may sign in";
export const usage = `users [list] [--json]
       users create EMAIL --name NAME [--role marketer|admin] [--json]
       users role EMAIL marketer|admin
       users disable EMAIL
       users enable EMAIL
       users password EMAIL [--json]

create and password print a new password, once: it is kept nowhere. Who is disabled or gets a new password is signed
out everywhere at once. The last admin stays one.

  --json   one object a line: of list the users, of create and password { email, password }`;

const ACTOR = "command line";
/** Words of each verb, itself included. */
const WORDS = new Map(Object.entries({ list: 1, create: 2, role: 3, disable: 2, enable: 2, password: 2 }));

export default async function run(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: "string", default: "" },
      role: { type: "string", default: "marketer" },
      json: { type: "boolean", default: false },
    },
  });
  const [verb, email, role] = [positionals[0] ?? "list", positionals[1] ?? "", positionals[2] ?? ""];
  const words = WORDS.get(verb);
  if (words === undefined) throw new WrongCall(`There is no users ${verb}.`);
  if (positionals.length > 0 && positionals.length !== words)
    throw new WrongCall(`Users ${verb} takes ${words - 1} words after it.`);
  const db = openDatabase();
  try {
    if (verb === "list") await list(db, values.json, io);
    else if (verb === "create") {
      if (!(await organisation(db)))
        throw new Refusal("conflict", "The first account is made by the set-up link that npm start prints.");
      const name = read(PersonName, values.name);
      const input = { email: read(Email, email), name, role: read(PersonRole, values.role) };
      const { password } = await createUser(db, input, ACTOR, io.now());
      tell(io, values.json, input.email, password);
    } else {
      const user = await find(db, read(Email, email));
      if (verb === "password")
        tell(io, values.json, user.email, await resetPassword(db, user.id, ACTOR, io.now()));
      else {
        const change = verb === "role" ? { role: read(PersonRole, role) } : { disabled: verb === "disable" };
        await changeUser(db, user.id, change, ACTOR, io.now());
      }
    }
    return 0;
  } finally {
    await db.$disconnect();
  }
}

/** @throws WrongCall with the first thing that is wrong with it */
function read<T>(schema: z.ZodType<T>, input: string): T {
  const { success, data, error } = schema.safeParse(input);
  if (!success) throw new WrongCall(error.issues[0]?.message ?? `"${input}" makes no sense here.`);
  return data;
}

/** @throws Refusal "not-found" */
async function find(db: PrismaClient, email: string): Promise<UserRow> {
  const user = (await listUsers(db)).find((one) => one.email === email);
  if (!user) throw new Refusal("not-found", `Nobody has the e-mail ${email}.`);
  return user;
}

async function list(db: PrismaClient, json: boolean, io: Io): Promise<void> {
  const users = await listUsers(db);
  const words = ({ email, name, role, disabledAt }: UserRow) =>
    [email, name, role, ...(disabledAt ? ["disabled"] : [])].join("\t");
  await writeLines(io.stdout, users.map(json ? (user) => JSON.stringify(user) : words));
}

function tell({ stdout }: Io, json: boolean, email: string, password: string): void {
  stdout.write(json ? `${JSON.stringify({ email, password })}\n` : `${email}\tpassword: ${password}\n`);
}
