import { ListChange } from "@/lib/core/list";
import { NumberedPath, route } from "@/lib/server/http";
import { changeList } from "@/lib/server/lists";

export const PATCH = route({
  role: "admin",
  params: NumberedPath,
  input: ListChange,
  run: ({ db, input, params, user, now }) => changeList(db, params.id, input, user.email, now),
});
