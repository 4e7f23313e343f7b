"use client";

import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { carryFilter } from "@/components/filter/href";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Switch } from "@/components/ui/switch";
import { SCREENS } from "./screens";
import { keysAreOn, switchKeys, useKeys } from "./use-keys";

const OPEN = "open-keys";

/** Shows the dialog from anywhere on the page. */
export const openKeys = () => window.dispatchEvent(new Event(OPEN));

const WITHIN_PAGES: [keys: string[], what: string][] = [
  [["/"], "Search on this page"],
  [["←", "→"], "The period before, the period after"],
  [["X"], "The period before, on the chart or not"],
  [["J", "K"], "Next message, previous message"],
  [["Esc"], "Close what is open"],
  [["?"], "These keys"],
];

/** How long after `g` the letter may come. */
const SEQUENCE_MS = 1500;

/** The keys that work everywhere, and the dialog that names them. */
export function KeysDialog() {
  const [open, setOpen] = useState(false);
  const [on, setOn] = useState(true);
  const router = useRouter();
  const params = useSearchParams();
  const goUntil = useRef(0);

  useEffect(() => {
    const show = () => setOpen(true);
    window.addEventListener(OPEN, show);
    return () => window.removeEventListener(OPEN, show);
  }, []);
  useEffect(() => setOn(keysAreOn()), []);

  const go = Object.fromEntries(
    SCREENS.map((screen) => [
      screen.key,
      (event: KeyboardEvent) => {
        if (event.timeStamp < goUntil.current) router.push(carryFilter(screen.href, params));
        goUntil.current = 0;
      },
    ]),
  );
  useKeys({
    ...go,
    g: (event) => {
      goUntil.current = event.timeStamp + SEQUENCE_MS;
    },
    "?": () => setOpen(true),
    "/": (event) => {
      const search = document.querySelector<HTMLInputElement>("[data-page-search]");
      if (!search) return;
      event.preventDefault();
      search.focus();
    },
  });

  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      question="Keys"
      buttons={
        <Button variant="primary" onClick={() => setOpen(false)}>
          Close
        </Button>
      }
    >
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">
        {WITHIN_PAGES.map(([keys, what]) => (
          <KeyRow key={what} keys={keys} what={what} />
        ))}
        {SCREENS.map((screen) => (
          <KeyRow key={screen.href} keys={["G", screen.key.toUpperCase()]} what={screen.title} />
        ))}
      </dl>
      <div className="mt-5 flex items-center gap-3 border-t border-line pt-4">
        <Switch
          on={on}
          label="Single keys"
          onClick={() => {
            switchKeys(!on);
            setOn(!on);
          }}
        />
        <span>
          Single keys are {on ? "on" : "off"} <span className="text-ink-3">in this browser</span>
        </span>
      </div>
    </Dialog>
  );
}

function KeyRow({ keys, what }: { keys: string[]; what: string }) {
  return (
    <>
      <dt className="flex gap-1">
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{what}</dd>
    </>
  );
}
