import { z } from "zod";
import { TimeZone } from "@/lib/core/person";
import { route } from "@/lib/server/http";
import { changeOrganisation } from "@/lib/server/organisation";

const Change = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "Write the name of your organisation.")
    .max(100, "Use at most 100 characters.")
    .optional(),
  timeZone: TimeZone.optional(),
});

export const PATCH = route({
  role: "admin",
  input: Change,
  run: ({ db, input, user, now }) => changeOrganisation(db, input, user.email, now),
});
