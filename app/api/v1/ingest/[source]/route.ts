import { z } from "zod";
import { Refusal } from "@/lib/core/error";
import { SOURCE_NAMES } from "@/lib/core/sources/names";
import { route } from "@/lib/server/http";
import { receive } from "@/lib/server/receive";
import { cloudEventsHandshake } from "@/lib/server/sources/acs";
import { settingsOf } from "@/lib/server/sources/settings";
import { statements } from "@/lib/server/statements";

const params = z.object({ source: z.enum(SOURCE_NAMES) });

/** Events of a provider, and the handshakes that begin them. */
export const POST = route({
  role: "anyone",
  params,
  body: "stream",
  run: ({ db, params: { source }, request, now }) => receive(db, source, request, now),
});

/** Only Event Grid asks before it sends. */
export const OPTIONS = route({
  role: "anyone",
  params,
  run: async ({ db, params: { source }, request }) => {
    if (source !== "acs") throw new Refusal("not-found", "There is nothing at this address.");
    const settings = await settingsOf(statements(db), source);
    return cloudEventsHandshake({ source, settings, request });
  },
});
