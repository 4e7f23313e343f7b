import type { Metadata } from "next";
import { LedgerView } from "@/components/lists/ledger-view";
import { Below } from "@/components/shell/below";
import { PageHeader } from "@/components/shell/page-header";
import { Field, Input } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { requirePage } from "@/lib/server/auth";
import { database } from "@/lib/server/database";
import { ledgerOf } from "@/lib/server/ledger";
import { organisation } from "@/lib/server/organisation";

export const metadata: Metadata = { title: "One person" };

/** What one person decided, as a proof to save or to print; and the way to erase them. */
export default async function PersonPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  await requirePage("admin", "/lists/person");
  const { address = "" } = await searchParams;
  const db = database();
  const ledger = address === "" ? null : await ledgerOf(db, address);
  return (
    <>
      <PageHeader
        title={
          <Below href="/lists" parent="Lists">
            One person
          </Below>
        }
      />
      <div className="page max-w-[980px]">
        <form className="mb-5 flex flex-wrap items-end gap-2 print:hidden">
          <Field label="Address" className="min-w-64 flex-1">
            <Input name="address" type="search" defaultValue={address} required maxLength={320} />
          </Field>
          <button type="submit" className="btn btn-primary">
            Show
          </button>
        </form>
        {address === "" && (
          <p className="opening">
            What somebody decided, when, and by which door: as a proof to save or to print.
          </p>
        )}
        {address !== "" && !ledger && (
          <Note>
            Nobody here has this address, or it was erased. Decisions of an erased address stay in force.
          </Note>
        )}
        {ledger && (
          <LedgerView
            ledger={ledger}
            organisation={(await organisation(db))?.name ?? ""}
            at={new Date().toISOString()}
          />
        )}
      </div>
    </>
  );
}
