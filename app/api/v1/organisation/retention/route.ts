import { z } from "zod";
import { route } from "@/lib/server/http";
import { changeRetention } from "@/lib/server/retention";

/** For how many days the log is kept. */
export const PATCH = route({
  role: "admin",
  input: z.strictObject({ days: z.coerce.number("Write a number of days.") }),
  run: async ({ db, input, user, now }) => ({ days: await changeRetention(db, input.days, user.email, now) }),
});
