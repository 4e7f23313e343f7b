import { z } from "zod";
import { MAX_MAIL } from "@/lib/core/mail-in/shape";
import { readBody } from "@/lib/server/body";
import { route } from "@/lib/server/http";
import { takeMail } from "@/lib/server/mail-in/take";
import { orUnavailable } from "@/lib/server/or-unavailable";

/** `to`: recipients of the envelope, separated by commas. */
const Envelope = z.object({
  to: z
    .string()
    .max(4_000)
    .default("")
    .transform((text) => text.split(",").flatMap((address) => address.trim() || [])),
});

/** A mail to the return path, the complaint address or the report address: the body is the raw message (RFC 5322). */
export const POST = route({
  role: "admin",
  key: "ingest:write",
  body: "stream",
  input: Envelope,
  run: async ({ db, request, input, now }) => {
    const raw = await readBody(request, MAX_MAIL);
    const storing = takeMail(db, { raw, route: "http", recipients: input.to }, now);
    return orUnavailable(storing, "The mail could not be kept. Send it again.");
  },
});
