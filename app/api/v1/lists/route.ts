import { z } from "zod";
import { ListFields } from "@/lib/core/list";
import { route } from "@/lib/server/http";
import { createList, orderLists } from "@/lib/server/lists";

export const POST = route({
  role: "admin",
  input: ListFields,
  status: 201,
  run: ({ db, input, user, now }) => createList(db, input, user.email, now),
});

/** The order in which recipients see the lists. */
export const PATCH = route({
  role: "admin",
  input: z.strictObject({ order: z.array(z.int()).max(1000) }),
  run: ({ db, input, user, now }) => orderLists(db, input.order, user.email, now),
});
