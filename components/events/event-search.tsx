"use client";

import { type FormEvent, useState } from "react";
import { FIRST_PAGE } from "@/components/filter/pages";
import { pushParams } from "@/components/filter/use-url-state";
import { Button } from "@/components/ui/button";
import { Chevron } from "@/components/ui/icon";
import { Menu, MenuItem, MenuLabel } from "@/components/ui/menu";
import { OutcomeGlyph } from "@/components/ui/outcome";
import { SearchInput } from "@/components/ui/search-input";
import { KINDS } from "@/lib/core/events";
import { KIND_WORDS, OUTCOME_OF } from "./kind-words";
import type { EventState } from "./state";

/** Which events: of an address or a message, of a kind. */
export function EventSearch({ state }: { state: EventState }) {
  const [q, setQ] = useState(state.q);
  const [asked, setAsked] = useState(state.q);
  if (asked !== state.q) {
    // The address changed from elsewhere, as by Back: the field follows it.
    setAsked(state.q);
    setQ(state.q);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    pushParams({ ...FIRST_PAGE, q: q.trim() || null });
  };
  const choose = (kind: string | null) => () => pushParams({ ...FIRST_PAGE, kind });
  return (
    <search className="mb-4 block">
      <form className="flex flex-wrap gap-2" onSubmit={submit}>
        <SearchInput
          className="min-w-60 flex-1"
          label="Address or message id"
          value={q}
          onChange={(event) => setQ(event.target.value)}
        />
        <Button type="submit">Search</Button>
        <Menu
          trigger={
            <Button>
              {state.kind ? KIND_WORDS[state.kind] : "All kinds"}
              <Chevron />
            </Button>
          }
        >
          <MenuLabel>Kind</MenuLabel>
          <MenuItem chosen={state.kind === null} onSelect={choose(null)}>
            All kinds
          </MenuItem>
          {KINDS.map((kind) => (
            <MenuItem key={kind} chosen={state.kind === kind} onSelect={choose(kind)}>
              <OutcomeGlyph outcome={OUTCOME_OF[kind]} className="size-[11px]!" />
              {KIND_WORDS[kind]}
            </MenuItem>
          ))}
        </Menu>
      </form>
    </search>
  );
}
