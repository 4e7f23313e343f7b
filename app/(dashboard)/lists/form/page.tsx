import type { Metadata } from "next";
import Link from "next/link";
import { FormScreen } from "@/components/lists/form-screen";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { requirePage } from "@/lib/server/auth";
import { consentsOf } from "@/lib/server/consents";
import { database } from "@/lib/server/database";
import { canMail } from "@/lib/server/mailer";
import { organisation } from "@/lib/server/organisation";
import { publicOrigin } from "@/lib/server/origin";
import { optInFigures } from "@/lib/server/reports/opt-ins";

export const metadata: Metadata = { title: "Sign-up form" };

/** How people subscribe to a list by themselves: what they agree to, the form to embed, and how many did. */
export default async function FormPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const user = await requirePage("marketer", "/lists/form");
  const db = database();
  const now = Date.now();
  const lists = await db.list.findMany({
    where: { kind: "marketing", archivedAt: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
  });
  const wanted = (await searchParams).list;
  const list = lists.find(({ id }) => String(id) === wanted) ?? lists[0];
  return (
    <>
      <PageHeader
        title={
          <Below href="/lists" parent="Lists">
            Sign-up form
          </Below>
        }
      />
      {list ? (
        <FormScreen
          key={list.id}
          list={list.id}
          lists={lists.map(({ id, name, public: isPublic }) => ({ id, name, isPublic }))}
          consents={(await consentsOf(db, list.id)).map(({ createdAt, ...text }) => ({
            ...text,
            createdAt: createdAt.getTime(),
          }))}
          figures={await optInFigures(db, list.id, now)}
          organisation={(await organisation(db))?.name ?? ""}
          origin={publicOrigin()}
          canMail={canMail()}
          mayChange={user.role === "admin"}
          now={now}
        />
      ) : (
        <div className="page">
          <EmptyState
            title="There is no list to subscribe to."
            action={
              <Link className="btn" href="/lists">
                To the lists
              </Link>
            }
          >
            A form belongs to a marketing list that is in use.
          </EmptyState>
        </div>
      )}
    </>
  );
}
