"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useUrlState } from "@/components/filter/use-url-state";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { Segmented } from "@/components/ui/segmented";
import { TableExport } from "@/components/ui/table-export";
import { reportPath, reportQuery } from "@/lib/client/queries";
import type { ListRow, Lists } from "@/lib/server/reports/lists";
import { LeavingCards } from "./leaving-cards";
import { ListDialog } from "./list-dialog";
import { ListTable } from "./list-table";
import { ListsOpening } from "./lists-opening";
import { useListOrder } from "./use-list-order";

/** Beside the lists themselves. */
const PAGES = [
  { href: "/lists/health", name: "Health", admin: false },
  { href: "/lists/form", name: "Sign-up form", admin: false },
  { href: "/lists/import", name: "Import people", admin: true },
  { href: "/lists/headers", name: "Headers of a mailing", admin: false },
  { href: "/lists/person", name: "One person", admin: true },
];

/** What is written about, subscribed to and left. */
export function ListsScreen({ mayChange }: { mayChange: boolean }) {
  const query = useQuery(reportQuery("lists", null));
  const [editing, setEditing] = useState<ListRow | "new" | null>(null);
  const create = () => setEditing("new");
  return (
    <>
      <PageHeader
        title="Lists"
        actions={
          <>
            {PAGES.filter(({ admin }) => mayChange || !admin).map(({ href, name }) => (
              <Link key={href} className="btn max-wide:hidden" href={href}>
                {name}
              </Link>
            ))}
            {mayChange && (
              <Button variant="primary" icon="plus" onClick={create}>
                New list
              </Button>
            )}
          </>
        }
      />
      <div className="page">
        <nav
          className="mb-4 flex flex-wrap gap-x-5 gap-y-2 text-sm wide:hidden"
          aria-label="More about lists"
        >
          {PAGES.filter(({ admin }) => mayChange || !admin).map(({ href, name }) => (
            <Link key={href} className="underline decoration-line-2 underline-offset-3" href={href}>
              {name}
            </Link>
          ))}
        </nav>
        <QueryBlock query={query} what="The lists" height={480}>
          {(data) => (
            <>
              <ListsOpening {...data} />
              {data.lists.length === 0 ? (
                <NoLists onCreate={mayChange ? create : undefined} />
              ) : (
                <>
                  <Tables data={data} mayChange={mayChange} onEdit={setEditing} />
                  <LeavingCards />
                </>
              )}
            </>
          )}
        </QueryBlock>
        {!mayChange && (
          <Note icon="key" className="mt-5 max-w-[68ch]">
            <b className="font-medium">Only an admin can change lists.</b> You can see them, and download the
            personal links that a mailing needs.
          </Note>
        )}
      </div>
      {editing && <ListDialog list={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

interface TablesProps {
  data: Lists;
  mayChange: boolean;
  onEdit(list: ListRow): void;
}

function Tables({ data, ...can }: TablesProps) {
  const [wanted, setShow] = useUrlState("show");
  const inUse = data.lists.filter((list) => !list.archived);
  const archived = data.lists.filter((list) => list.archived);
  const show = wanted === "archived" && archived.length > 0 ? "archived" : "in-use";
  const { move, said } = useListOrder(inUse);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Segmented
          label="Which lists"
          value={show}
          onChange={(value) => setShow(value === "archived" ? value : null)}
          options={[
            { value: "in-use", label: `In use ${inUse.length}` },
            { value: "archived", label: `Archived ${archived.length}` },
          ]}
        />
        {can.mayChange && inUse.length > 1 && show === "in-use" && (
          <span className="text-sm text-ink-3 max-wide:hidden">Recipients see them in this order</span>
        )}
        <TableExport data={reportPath("lists", null)} what="the lists" />
      </div>
      <ListTable lists={show === "archived" ? archived : inUse} onMove={move} {...can} />
      <p className="sr-only" role="status">
        {said}
      </p>
    </>
  );
}

function NoLists({ onCreate }: { onCreate?: () => void }) {
  return (
    <EmptyState
      title="A list is what people can leave."
      action={
        onCreate && (
          <Button variant="primary" icon="plus" onClick={onCreate}>
            New list
          </Button>
        )
      }
    >
      Give each kind of mail its own, and nobody has to leave all of it to be rid of one.
    </EmptyState>
  );
}
