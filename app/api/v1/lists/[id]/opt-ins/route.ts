import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { LANGUAGES } from "@/lib/core/recipient-words/words";
import { NumberedPath, route } from "@/lib/server/http";
import { canMail } from "@/lib/server/mailer";
import { askToJoin } from "@/lib/server/opt-in";

/**
 * Asks somebody by mail whether they want the list, for a site with a form of its own. 202 says that it is noted, not that
 * a mail goes out: whoever is on the list, complained, or was asked often gets none.
 */
export const POST = route({
  role: "marketer",
  key: "recipients:write",
  params: NumberedPath,
  input: z.strictObject({
    address: z.string().max(1_000),
    language: z.enum(LANGUAGES).default("en"),
    /** The number of the text that was shown. */
    consent: z.int32().positive(),
    /** The visitor's address, where the caller knows it: limits count by it. */
    client: z.string().max(64).optional(),
  }),
  status: 202,
  async run({ db, params, input: { consent: consentId, client, ...input }, actor, now }) {
    if (!canMail())
      throw new Refusal("conflict", "SMTP_URL and MAIL_FROM are not set: nobody can be asked to confirm.");
    const from = client ?? `${actor} ${input.address}`;
    await askToJoin(db, { listId: params.id, ...input, consentId, client: from, door: "api" }, now);
    return { asked: true };
  },
});
