import { z } from "zod";
import { route } from "@/lib/server/http";
import { changeUser } from "@/lib/server/users";
import { Role } from "@/prisma/generated/enums";

const Change = z.strictObject({ role: z.enum(Role).optional(), disabled: z.boolean().optional() });

export const PATCH = route({
  role: "admin",
  params: z.object({ id: z.uuid() }),
  input: Change,
  run: ({ db, input, params, user, now }) => changeUser(db, params.id, input, user.email, now),
});
