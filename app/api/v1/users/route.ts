import { z } from "zod";
import { Email, PersonName, PersonRole } from "@/lib/core/person";
import { route } from "@/lib/server/http";
import { createUser, listUsers } from "@/lib/server/users";

const NewUser = z.strictObject({ email: Email, name: PersonName, role: PersonRole });

export const GET = route({ role: "admin", run: ({ db }) => listUsers(db) });

export const POST = route({
  role: "admin",
  input: NewUser,
  status: 201,
  run: ({ db, input, user, now }) => createUser(db, input, user.email, now),
});
