"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { withParams } from "@/components/filter/href";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { QueryBlock } from "@/components/ui/query-block";
import { Segmented } from "@/components/ui/segmented";
import { reportQuery } from "@/lib/client/queries";
import type { ListRow, Lists } from "@/lib/server/reports/lists";
import { ListDialog } from "./list-dialog";
import { ListTable } from "./list-table";
import { ListsOpening } from "./lists-opening";
import { SubscribersDialog } from "./subscribers-dialog";
import { useListOrder } from "./use-list-order";

/** What is written about, subscribed to and left. */
export function ListsScreen({ mayChange }: { mayChange: boolean }) {
  const query = useQuery(reportQuery("lists", null));
  const [editing, setEditing] = useState<ListRow | "new" | null>(null);
  const [filling, setFilling] = useState<ListRow | null>(null);
  const sample = query.data?.lists.find((list) => !list.archived && list.people > 0);
  const create = () => setEditing("new");
  return (
    <>
      <PageHeader
        title="Lists"
        actions={
          <>
            {sample && (
              <a
                className="btn max-wide:hidden"
                href={`/api/v1/lists/${sample.id}/recipient`}
                target="_blank"
                rel="noopener"
              >
                See it as a recipient
              </a>
            )}
            {mayChange && (
              <Button variant="primary" icon="plus" onClick={create}>
                New list
              </Button>
            )}
          </>
        }
      />
      <div className="page">
        <QueryBlock query={query} what="The lists" height={480}>
          {(data) => (
            <>
              <ListsOpening {...data} />
              {data.lists.length === 0 ? (
                <NoLists onCreate={mayChange ? create : undefined} />
              ) : (
                <Tables data={data} mayChange={mayChange} onEdit={setEditing} onSubscribers={setFilling} />
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
      {filling && <SubscribersDialog list={filling} onClose={() => setFilling(null)} />}
    </>
  );
}

interface TablesProps {
  data: Lists;
  mayChange: boolean;
  onEdit(list: ListRow): void;
  onSubscribers(list: ListRow): void;
}

function Tables({ data, ...can }: TablesProps) {
  const router = useRouter();
  const params = useSearchParams();
  const inUse = data.lists.filter((list) => !list.archived);
  const archived = data.lists.filter((list) => list.archived);
  const show = params.get("show") === "archived" && archived.length > 0 ? "archived" : "in-use";
  const { move, said } = useListOrder(inUse);
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <Segmented
          label="Which lists"
          value={show}
          onChange={(value) =>
            router.replace(withParams(params, { show: value === "archived" ? value : null }), {
              scroll: false,
            })
          }
          options={[
            { value: "in-use", label: `In use ${inUse.length}` },
            { value: "archived", label: `Archived ${archived.length}` },
          ]}
        />
        {can.mayChange && inUse.length > 1 && show === "in-use" && (
          <span className="text-sm text-ink-3 max-wide:hidden">Recipients see them in this order</span>
        )}
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
