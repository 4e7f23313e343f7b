import { z } from "zod";
import { SOURCE_NAMES } from "@/lib/core/sources/names";
import { route } from "@/lib/server/http";
import { closeInterrupted, openImport } from "@/lib/server/import-rows";
import { imports } from "@/lib/server/reports/imports";

const NewImport = z.object({
  name: z.string().trim().min(1, "Name the file.").max(500),
  /** Bytes; null where it is not known. */
  size: z.int().nonnegative().nullable(),
  /** Whose events it holds. */
  source: z.enum(SOURCE_NAMES).default("acs"),
});

/** Opens an import; its file is then put to /api/v1/imports/[id], and the progress read there. */
export const POST = route({
  role: "admin",
  input: NewImport,
  status: 201,
  run: async ({ db, user, input: { name, size, source }, now }) => {
    await closeInterrupted(db, now);
    return { id: await openImport(db, { name, source, bytes: size, startedBy: user.email }, now) };
  },
});

export const GET = route({
  role: "marketer",
  run: async ({ db, now }) => {
    await closeInterrupted(db, now);
    return imports(db);
  },
});
