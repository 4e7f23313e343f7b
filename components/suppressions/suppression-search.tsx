"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef } from "react";
import { withParams } from "@/components/filter/href";
import { Button } from "@/components/ui/button";
import { Chevron } from "@/components/ui/icon";
import { Menu, MenuItem } from "@/components/ui/menu";
import { SearchInput } from "@/components/ui/search-input";
import { FIRST_PAGE, readState } from "./state";
import { REASONS, STEP_NAMES } from "./words";

const TYPING_PAUSE = 250;

/** Search and filters. The form works without a script; with one it searches while you type. */
export function SuppressionSearch({ params }: { params: URLSearchParams }) {
  const router = useRouter();
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Typed, and not searched for yet. */
  const waiting = useRef<string | null>(null);
  const { q, reason, step } = readState(params);

  const search = useCallback(
    (text: string) => {
      clearTimeout(pause.current);
      waiting.current = text;
      pause.current = setTimeout(() => {
        waiting.current = null;
        const current = new URLSearchParams(window.location.search);
        router.replace(withParams(current, { ...FIRST_PAGE, q: text.trim() || null }), { scroll: false });
      }, TYPING_PAUSE);
    },
    [router],
  );
  useEffect(() => {
    // A row that is being opened is not in the address bar yet: the search waits until it is, or it would close it again.
    const hold = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest("[data-row]")) clearTimeout(pause.current);
    };
    document.addEventListener("click", hold, true);
    return () => {
      document.removeEventListener("click", hold, true);
      clearTimeout(pause.current);
    };
  }, []);
  // What was held goes on when the address has changed.
  useEffect(() => {
    if (waiting.current !== null) search(waiting.current);
  }, [params, search]);
  const href = (changes: Record<string, string | null>) => withParams(params, { ...FIRST_PAGE, ...changes });

  return (
    <search>
      <form className="mb-3 flex flex-wrap gap-2" action="/suppressions">
        {reason && <input type="hidden" name="reason" value={reason} />}
        {step !== null && <input type="hidden" name="step" value={step + 1} />}
        <SearchInput
          className="flex-[1_1_220px] max-wide:basis-full"
          label="Address or domain"
          name="q"
          defaultValue={q}
          maxLength={320}
          onChange={(event) => search(event.target.value)}
        />
        <Menu
          trigger={
            <Button>
              {REASONS.find((one) => one.reason === reason)?.title ?? "Reason"}
              <Chevron />
            </Button>
          }
        >
          <MenuItem href={href({ reason: null })} chosen={reason === null}>
            Any reason
          </MenuItem>
          {REASONS.map((one) => (
            <MenuItem
              key={one.reason}
              href={href({ reason: one.reason, ...(one.reason === "bounce" ? {} : { step: null }) })}
              chosen={one.reason === reason}
            >
              {one.title}
            </MenuItem>
          ))}
        </Menu>
        <Menu
          trigger={
            <Button>
              {step === null ? "Step" : `Step ${step + 1}`}
              <Chevron />
            </Button>
          }
        >
          <MenuItem href={href({ step: null })} chosen={step === null}>
            Any step, or none
          </MenuItem>
          {STEP_NAMES.map((name, index) => (
            <MenuItem
              key={name}
              href={href({ step: String(index + 1), reason: reason === "bounce" ? reason : null })}
              chosen={index === step}
              aside={name}
            >
              Step {index + 1}
            </MenuItem>
          ))}
        </Menu>
      </form>
    </search>
  );
}
