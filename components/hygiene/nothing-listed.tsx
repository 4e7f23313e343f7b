import { withParams } from "@/components/filter/href";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Hygiene } from "@/lib/server/reports/hygiene";
import { FIRST_PAGE, readView } from "./state";

/** Why no row is here, and the way on. */
export function NothingListed({ data, params }: { data: Hygiene; params: URLSearchParams }) {
  const { filter } = readView(params);
  // The opening says so.
  if (data.wholeAt === null) return null;
  if (filter.reason || filter.q || filter.state !== "open")
    return (
      <EmptyState
        title="No address matches."
        action={
          <ButtonLink href={withParams(params, { ...FIRST_PAGE, state: null, reason: null, q: null })}>
            Show what is open
          </ButtonLink>
        }
      />
    );
  return (
    <EmptyState title="Nothing to decide.">
      An address comes here when it bounces hard on several days, complains, or bounces soft again and again.
    </EmptyState>
  );
}
