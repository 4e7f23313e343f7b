import { z } from "zod";
import { PersonRole } from "@/lib/core/person";
import { route } from "@/lib/server/http";
import { changeUser } from "@/lib/server/users";

const Change = z.strictObject({ role: PersonRole.optional(), disabled: z.boolean().optional() });

export const PATCH = route({
  role: "admin",
  params: z.object({ id: z.uuid() }),
  input: Change,
  run: ({ db, input, params, user, now }) => changeUser(db, params.id, input, user.email, now),
});
