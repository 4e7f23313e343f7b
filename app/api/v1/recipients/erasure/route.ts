import { z } from "zod";
import { eraseRecipient } from "@/lib/server/erase";
import { route } from "@/lib/server/http";

/** Takes the address of a person out of everything; see docs/preferences.md for what stays. It cannot be undone. */
export const POST = route({
  role: "admin",
  input: z.strictObject({ address: z.string().max(1_000) }),
  run: ({ db, input, actor, now }) => eraseRecipient(db, input.address, actor, now),
});
