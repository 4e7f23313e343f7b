"use client";

import { useCallback, useEffect, useRef } from "react";
import { replaceParams } from "@/components/filter/use-url-state";
import { SearchInput } from "@/components/ui/search-input";
import { useEarlyText } from "@/components/ui/use-early-text";
import { FIRST_PAGE, readState } from "./state";
import { SuppressionFilters } from "./suppression-filters";

const TYPING_PAUSE = 250;
/** What a search without a script takes along. */
const KEPT = ["reason", "step", "ends", "scope"];

/** Search and filters. The form works without a script; with one it searches while you type. */
export function SuppressionSearch({ params }: { params: URLSearchParams }) {
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { q } = readState(params);

  const search = useCallback((text: string) => {
    clearTimeout(pause.current);
    pause.current = setTimeout(() => replaceParams({ ...FIRST_PAGE, q: text.trim() || null }), TYPING_PAUSE);
  }, []);
  const early = useCallback(
    (text: string) => {
      if (text !== readState(new URLSearchParams(window.location.search)).q) search(text);
    },
    [search],
  );
  const field = useEarlyText<HTMLInputElement>(early);
  useEffect(() => () => clearTimeout(pause.current), []);
  return (
    <search>
      <form className="mb-3 flex flex-wrap gap-2" action="/suppressions">
        {KEPT.map((name) => {
          const value = params.get(name);
          return value && <input key={name} type="hidden" name={name} value={value} />;
        })}
        <SearchInput
          ref={field}
          className="flex-[1_1_220px] max-wide:basis-full"
          label="Address or domain, or how it begins"
          name="q"
          defaultValue={q}
          maxLength={320}
          onChange={(event) => search(event.target.value)}
        />
        <SuppressionFilters params={params} />
      </form>
    </search>
  );
}
