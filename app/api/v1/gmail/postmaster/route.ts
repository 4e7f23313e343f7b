import { z } from "zod";
import { ServiceAccountFile } from "@/lib/core/gmail/service-account";
import { connectPostmaster, disconnectPostmaster } from "@/lib/server/gmail/postmaster-feed";
import { route } from "@/lib/server/http";

/** Asks Gmail for the spam rates with this key from now on. */
export const PUT = route({
  role: "admin",
  input: z.strictObject({ key: ServiceAccountFile }),
  run: ({ db, input, user, now }) => connectPostmaster(db, input.key, user.email, now),
});

/** Forgets the key; what it brought stays. */
export const DELETE = route({
  role: "admin",
  run: ({ db, user, now }) => disconnectPostmaster(db, user.email, now),
});
