import { BrandFields } from "@/lib/core/brand";
import { route } from "@/lib/server/http";
import { changeBrand } from "@/lib/server/organisation";

/** How the organisation looks to recipients, and where their unsubscribe mails go. */
export const PATCH = route({
  role: "admin",
  input: BrandFields.partial(),
  run: ({ db, input, user, now }) => changeBrand(db, input, user.email, now),
});
