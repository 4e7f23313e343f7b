import type { Metadata } from "next";
import { HeadersScreen } from "@/components/lists/headers-screen";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { publicOrigin, secureSite } from "@/lib/server/origin";

export const metadata: Metadata = { title: "Headers of a mailing" };

/** The fields of a mailing to one list, which `list` in the address chooses. */
export default async function HeadersPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  await requirePage("marketer", "/lists/headers");
  const lists = await database().list.findMany({
    where: { kind: "marketing", archivedAt: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  const wanted = (await searchParams).list;
  return (
    <>
      <PageHeader
        title={
          <Below href="/lists" parent="Lists">
            Headers of a mailing
          </Below>
        }
      />
      <HeadersScreen
        origin={publicOrigin()}
        secure={secureSite()}
        list={lists.find(({ id }) => String(id) === wanted) ?? lists[0]}
        lists={lists}
      />
    </>
  );
}
