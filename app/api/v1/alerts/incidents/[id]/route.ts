import { z } from "zod";
import { actOn } from "@/lib/server/alerts/incidents";
import { NumberedPath, route } from "@/lib/server/http";

const text = z.string().trim().max(2_000, "Use at most 2,000 characters.");

/** Acknowledges, hands over, notes, or resolves. */
export const POST = route({
  role: "marketer",
  params: NumberedPath,
  input: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("acknowledge") }),
    z.strictObject({ act: z.literal("own"), owner: z.string().trim().max(320) }),
    z.strictObject({ act: z.literal("note"), text: text.min(1, "Write something.") }),
    z.strictObject({ act: z.literal("resolve"), text: text.default("") }),
  ]),
  run: ({ db, params, input, actor, now }) => actOn(db, params.id, input, actor, now),
});
