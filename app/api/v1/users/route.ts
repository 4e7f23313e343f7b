import { z } from "zod";
import { Email, PersonName } from "@/lib/core/person";
import { route } from "@/lib/server/http";
import { createUser, listUsers } from "@/lib/server/users";
import { Role } from "@/prisma/generated/enums";

const NewUser = z.strictObject({ email: Email, name: PersonName, role: z.enum(Role) });

export const GET = route({ role: "admin", run: ({ db }) => listUsers(db) });

export const POST = route({
  role: "admin",
  input: NewUser,
  status: 201,
  run: ({ db, input, user, now }) => createUser(db, input, user.email, now),
});
