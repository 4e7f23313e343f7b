import { z } from "zod";
import { parseAddress } from "@/lib/core/address";
import { Refusal } from "@/lib/core/error";
import { Instant } from "@/lib/core/instant";
import { addressState } from "@/lib/server/address-state";
import { route } from "@/lib/server/http";

/** The state of one address, now or at any past instant. */
export const GET = route({
  role: "marketer",
  key: "suppressions:read",
  input: z.strictObject({ at: Instant.optional() }),
  run: ({ db, params, input, now }) => {
    const parsed = parseAddress(params.address ?? "");
    if (!parsed.ok) throw new Refusal("invalid-input", parsed.reason, "address");
    const { at = now.getTime() } = input;
    if (at > now.getTime()) throw new Refusal("invalid-input", "That is still to come.", "at");
    return addressState(db, parsed.address, at);
  },
});
