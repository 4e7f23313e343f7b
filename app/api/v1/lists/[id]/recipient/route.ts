import { Refusal } from "@/lib/core/error";
import { NumberedPath, route } from "@/lib/server/http";
import { publicOrigin } from "@/lib/server/origin";
import { makeToken } from "@/lib/server/token";

/** To the preferences page of somebody on the list, to see it as they do. Nothing changes until a switch is pressed there. */
export const GET = route({
  role: "marketer",
  params: NumberedPath,
  run: async ({ db, params }) => {
    const sample = await db.subscription.findFirst({ where: { listId: params.id, leftAt: null } });
    if (!sample) throw new Refusal("not-found", "Nobody is on this list.");
    const token = makeToken("preferences", { subscriberId: sample.subscriberId, listId: 0 });
    const location = new URL(`/preferences/${token}`, publicOrigin()).href;
    return new Response(null, { status: 303, headers: { location } });
  },
});
