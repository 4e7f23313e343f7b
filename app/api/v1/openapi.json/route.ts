import { route } from "@/lib/server/http";
import { type Modules, openapi } from "@/lib/server/openapi";

/** A module that waits for another (the database client does) comes as a promise. */
type Found = { keys(): string[]; (file: string): Modules[string] | Promise<Modules[string]> };
/** As the bundler gives it: every handler beside this one, found when the application is built. */
declare const require: { context(folder: string, deep: boolean, files: RegExp): Found };

/** "./lists/[id]/route.ts" as "/api/v1/lists/[id]". */
const pathOf = (file: string): string =>
  `/api/v1/${file.replace(/^(\.\/)+/, "").replace(/\/route\.ts$/, "")}`;

/** What programs may ask, described for them; it says nothing of what is stored here. */
export const GET = route({
  role: "anyone",
  run: async () => {
    const found = require.context("..", true, /^\.\/(?!openapi\.json).*\/route\.ts$/);
    const modules = found.keys().map(async (file) => [pathOf(file), await found(file)] as const);
    return openapi(Object.fromEntries(await Promise.all(modules)));
  },
});
