import { z } from "zod";
import { SenderDomain } from "@/lib/core/check-request";
import { readBody } from "@/lib/server/body";
import { route } from "@/lib/server/http";
import { sendCheck } from "@/lib/server/send-check";

/** 200,000 rows with other columns beside the address. */
const LARGEST = 48_000_000;

/** The body is the list itself: CSV, or one address a line. Nothing of it is kept. */
export const POST = route({
  role: "marketer",
  key: "suppressions:read",
  body: "stream",
  input: z.object({
    column: z.coerce.number().int().min(0).max(1_000).optional(),
    listId: z.coerce.number().pipe(z.int32().positive()).optional(),
    sender: SenderDomain.optional(),
  }),
  run: async ({ db, input, request, now }) =>
    sendCheck(db, await readBody(request, LARGEST), { ...input, now }),
});
