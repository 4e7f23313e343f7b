import { count, counted } from "@/lib/core/format";
import type { Lists } from "@/lib/server/reports/lists";
import { openingCount } from "./words";

/** How many lists and people, and who came and went: as a sentence. */
export function ListsOpening({ lists, people, left, undone }: Lists) {
  const inUse = lists.filter((list) => !list.archived).length;
  if (lists.length === 0) return <p className="opening">There is no list yet.</p>;
  const gone =
    left === 0
      ? "Nobody left a list in 28 days."
      : `${counted(left, "decision")} to leave in 28 days${undone > 0 ? `, ${count(undone)} of them taken back by undo` : ""}.`;
  return (
    <p className="opening">
      {openingCount(inUse, "list")}, {counted(people, "person", "people")}. {gone}
    </p>
  );
}
