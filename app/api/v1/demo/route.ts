import { loadDemo, removeDemo } from "@/lib/server/demo";
import { route } from "@/lib/server/http";

export const POST = route({
  role: "admin",
  run: ({ db, user, now }) => loadDemo(db, { days: 30, perDay: 5_000, actor: user.email, now }),
});

export const DELETE = route({ role: "admin", run: ({ db, user, now }) => removeDemo(db, user.email, now) });
