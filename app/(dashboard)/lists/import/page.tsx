import type { Metadata } from "next";
import Link from "next/link";
import { PeopleImportScreen } from "@/components/lists/people-import-screen";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";

export const metadata: Metadata = { title: "Import of people" };

/** Who joined a list and who left it, from a file. */
export default async function ImportPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  await requirePage("admin", "/lists/import");
  const lists = await database().list.findMany({
    where: { archivedAt: null },
    select: { id: true, name: true },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const wanted = (await searchParams).list;
  const list = lists.find(({ id }) => String(id) === wanted) ?? lists[0];
  return (
    <>
      <PageHeader
        title={
          <Below href="/lists" parent="Lists">
            Import of people
          </Below>
        }
      />
      {list ? (
        <PeopleImportScreen key={list.id} list={list} lists={lists} />
      ) : (
        <div className="page">
          <EmptyState
            title="There is no list to import to."
            action={
              <Link className="btn" href="/lists">
                To the lists
              </Link>
            }
          >
            Make a list first: people are on one.
          </EmptyState>
        </div>
      )}
    </>
  );
}
