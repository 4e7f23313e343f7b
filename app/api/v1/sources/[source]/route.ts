import { z } from "zod";
import { SOURCE_NAMES } from "@/lib/core/sources/names";
import { route } from "@/lib/server/http";
import { webhookAddress, webhookSecret } from "@/lib/server/sources/address";
import { connectSource, disconnectSource } from "@/lib/server/sources/connect";

const params = z.object({ source: z.enum(SOURCE_NAMES) });

/** Connects a source, or changes what it is known by; answers where it reports to, and the secret the first time. */
export const PUT = route({
  role: "admin",
  params,
  input: z.record(z.string(), z.unknown()),
  run: async ({ db, params: { source }, input, user, now }) => {
    const isNew = await connectSource(db, source, input, user.email, now);
    return { address: webhookAddress(source), secret: isNew ? await webhookSecret(db, source) : null };
  },
});

/** What it brought stays. */
export const DELETE = route({
  role: "admin",
  params,
  run: ({ db, params: { source }, user, now }) => disconnectSource(db, source, user.email, now),
});
