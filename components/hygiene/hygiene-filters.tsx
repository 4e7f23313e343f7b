"use client";

import { withParams } from "@/components/filter/href";
import { ShallowLink } from "@/components/filter/shallow-link";
import { replaceParams } from "@/components/filter/use-url-state";
import { Button } from "@/components/ui/button";
import { Chevron } from "@/components/ui/icon";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SearchInput } from "@/components/ui/search-input";
import { hygieneExport } from "@/lib/client/hygiene";
import { count } from "@/lib/core/format";
import { HYGIENE_REASONS, HYGIENE_STATES } from "@/lib/core/hygiene";
import { HYGIENE_TITLES, STATE_TITLES } from "@/lib/core/hygiene-words";
import type { Hygiene } from "@/lib/server/reports/hygiene";
import { ALL, FIRST_PAGE, readView } from "./state";

/** Search, state, reason, and the export of just that. The search works without a script. */
export function HygieneFilters({ params, counts }: { params: URLSearchParams; counts?: Hygiene["counts"] }) {
  const { filter } = readView(params);
  const href = (changes: Record<string, string | null>) => withParams(params, { ...FIRST_PAGE, ...changes });
  return (
    <search>
      <form
        className="mb-3 flex flex-wrap gap-2"
        action="/suppressions/hygiene"
        onSubmit={(event) => {
          event.preventDefault();
          const q = String(new FormData(event.currentTarget).get("q") ?? "").trim();
          replaceParams({ ...FIRST_PAGE, q: q || null });
        }}
      >
        <input type="hidden" name="state" value={filter.state ?? ALL} />
        {filter.reason && <input type="hidden" name="reason" value={filter.reason} />}
        <SearchInput
          className="flex-[1_1_200px] max-wide:basis-full"
          label="Address or domain"
          name="q"
          key={filter.q}
          defaultValue={filter.q}
          maxLength={320}
        />
        <Menu
          trigger={
            <Button>
              {filter.reason ? HYGIENE_TITLES[filter.reason] : "Reason"}
              <Chevron />
            </Button>
          }
        >
          <MenuItem shallow href={href({ reason: null })} chosen={!filter.reason}>
            Any reason
          </MenuItem>
          {HYGIENE_REASONS.map((reason) => (
            <MenuItem key={reason} shallow href={href({ reason })} chosen={reason === filter.reason}>
              {HYGIENE_TITLES[reason]}
            </MenuItem>
          ))}
        </Menu>
        <Menu
          trigger={
            <Button icon="export">
              Export
              <Chevron />
            </Button>
          }
        >
          <MenuItem onSelect={() => window.location.assign(hygieneExport(filter, "csv"))}>
            CSV of what is filtered
          </MenuItem>
          <MenuItem onSelect={() => window.location.assign(hygieneExport(filter, "json"))}>
            JSON of what is filtered
          </MenuItem>
        </Menu>
      </form>
      <nav className="segmented mb-4 max-w-full overflow-x-auto" aria-label="State">
        {[...HYGIENE_STATES, undefined].map((state) => (
          <ShallowLink
            key={state ?? ALL}
            href={href({ state: state ?? ALL })}
            aria-current={state === filter.state ? "true" : undefined}
          >
            {state ? STATE_TITLES[state] : "All"}
            {counts && <span className="text-ink-3">{count(state ? counts[state] : total(counts))}</span>}
          </ShallowLink>
        ))}
      </nav>
    </search>
  );
}

const total = (counts: Hygiene["counts"]) => counts.open + counts.accepted + counts.dismissed;
