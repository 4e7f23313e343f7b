import { OrderButtons } from "@/components/ui/order-buttons";
import { count, percent } from "@/lib/core/format";
import type { ListRow } from "@/lib/server/reports/lists";
import { ListMenu } from "./list-menu";
import { KIND_WORDS, kindAndRhythm, leaving, shownTo } from "./words";

interface Props {
  lists: ListRow[];
  mayChange: boolean;
  onEdit(list: ListRow): void;
  onMove(list: ListRow, by: -1 | 1): void;
}

/** The lists as recipients read them, in their order; on a phone two lines each. */
export function ListTable({ lists, ...can }: Props) {
  const ordered = can.mayChange && lists.length > 1 && lists.every((list) => !list.archived);
  return (
    <div className="card overflow-hidden">
      <table className="data-table stacks middle">
        <thead>
          <tr>
            {ordered && (
              <th className="w-10 !pr-0">
                <span className="sr-only">Order</span>
              </th>
            )}
            <th>List, as recipients read it</th>
            <th>Kind and rhythm</th>
            <th className="end">People</th>
            <th className="end">Left in 28 days</th>
            <th className="w-14">
              <span className="sr-only">More</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list, index) => (
            <tr key={list.id} className="max-wide:grid-cols-[minmax(0,1fr)_auto_auto]">
              {ordered && (
                <td className="!pr-0 max-wide:hidden">
                  <OrderButtons
                    name={list.name}
                    first={index === 0}
                    last={index === lists.length - 1}
                    onMove={(by) => can.onMove(list, by)}
                  />
                </td>
              )}
              <th scope="row" className="min-w-0">
                <div className="font-medium wrap-anywhere">{list.name}</div>
                <div className="text-sm text-ink-2 max-wide:hidden">{list.description}</div>
                {shownTo(list) && <div className="text-xs text-ink-3">{shownTo(list)}</div>}
                <div className="text-sm text-ink-2 wide:hidden">{kindAndRhythm(list)}</div>
              </th>
              <td className="text-ink-2 max-wide:hidden">
                {KIND_WORDS[list.kind]}
                <div className="text-sm text-ink-3">{list.rhythm}</div>
              </td>
              <td className="end">
                <div className="font-medium">{count(list.people)}</div>
                <div className="text-xs text-ink-3 max-wide:hidden">{count(list.joined)} came in 28 days</div>
                <div className="text-sm whitespace-nowrap text-ink-2 wide:hidden">
                  {list.kind === "transactional" ? "cannot be left" : `${percent(leaving(list).rate)} left`}
                </div>
              </td>
              <td className="end max-wide:hidden">
                <Leaving list={list} />
              </td>
              <td className="end">
                <ListMenu list={list} {...can} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Leaving({ list }: { list: ListRow }) {
  if (list.kind === "transactional") return <span className="text-ink-3">cannot be left</span>;
  const { rate, basis } = leaving(list);
  if (rate === null) return <span className="text-ink-3">no data</span>;
  return (
    <>
      <div className="font-medium">{percent(rate)}</div>
      <div className="text-xs text-ink-3">{basis}</div>
    </>
  );
}
