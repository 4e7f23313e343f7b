import { z } from "zod";
import { ListFields } from "@/lib/core/list";
import { NumberedPath, route } from "@/lib/server/http";
import { changeList } from "@/lib/server/lists";

const { name, description, rhythm, kind } = ListFields.shape;
const Change = z
  .strictObject({
    name,
    description: description.unwrap(),
    rhythm: rhythm.unwrap(),
    kind: kind.unwrap(),
    archived: z.boolean(),
  })
  .partial();

export const PATCH = route({
  role: "admin",
  params: NumberedPath,
  input: Change,
  run: ({ db, input, params, user, now }) => changeList(db, params.id, input, user.email, now),
});
