import { preview, wordsFor } from "@/app/u/door";
import { preferencesPage } from "@/components/recipients/preferences";
import { Refusal } from "@/lib/core/error";
import { textsIn } from "@/lib/core/list";
import { brandOf } from "@/lib/server/brand";
import { NumberedPath, route } from "@/lib/server/http";

/** The preferences page of nobody, who is on this list, to see it as recipients do: no link of theirs is used for it. */
export const GET = route({
  role: "marketer",
  params: NumberedPath,
  run: async ({ db, params: { id }, request }) => {
    const where = { archivedAt: null, OR: [{ public: true }, { id }] };
    const lists = await db.list.findMany({ where, orderBy: [{ position: "asc" }, { id: "asc" }] });
    if (!lists.some((list) => list.id === id))
      throw new Refusal("not-found", "There is no such list in use.");
    const words = wordsFor(request);
    const brand = await brandOf(db);
    const shown = lists.map((list) => {
      const locked = list.kind === "transactional";
      return { id: list.id, ...textsIn(list, words.language), locked, on: locked || list.id === id };
    });
    const html = preferencesPage({
      ...{ brand, words, address: "i••••••g@posteo.example", lists: shown, kept: true },
      ...{ pausedUntil: null, cap: 0, stopped: null, toast: null, justLeft: null, said: false },
    });
    return preview(html, brand);
  },
});
