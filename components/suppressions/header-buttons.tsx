"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { AddDialog } from "./add-dialog";
import { filterOf, readState } from "./state";

/** Where the file of the list as it is filtered comes from. */
function exportHref(params: URLSearchParams, format: "csv" | "json"): string {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filterOf(readState(params))))
    if (value !== undefined) query.set(name, String(value));
  return `/api/v1/suppressions/export?${query}`;
}

/** What is done with the whole list; what changes or copies it is for admins. */
export function HeaderButtons({ mayChange, tz }: { mayChange: boolean; tz: string }) {
  const params = useSearchParams();
  const [adding, setAdding] = useState(false);
  const download = (format: "csv" | "json") => window.location.assign(exportHref(params, format));
  return (
    <>
      <ButtonLink href="/suppressions/send-check" className="max-wide:hidden">
        Check a list
      </ButtonLink>
      {mayChange && (
        <Button icon="plus" onClick={() => setAdding(true)}>
          Add
        </Button>
      )}
      <Menu
        trigger={
          <Button icon="more" iconOnly>
            More
          </Button>
        }
      >
        <MenuItem href="/suppressions/send-check">Check a list before sending</MenuItem>
        <MenuItem href="/suppressions/hygiene">Hygiene worklist</MenuItem>
        <MenuItem href="/suppressions/drift">Drift</MenuItem>
        <MenuItem href="/suppressions/releases">Releases</MenuItem>
        <MenuItem href="/suppressions/soft-bounces">Soft bounces</MenuItem>
        {mayChange && (
          <>
            <MenuSeparator />
            <MenuItem href="/suppressions/import">Import a file</MenuItem>
            <MenuLabel>Export what is listed now, all pages</MenuLabel>
            <MenuItem onSelect={() => download("csv")}>CSV</MenuItem>
            <MenuItem onSelect={() => download("json")}>JSON</MenuItem>
          </>
        )}
      </Menu>
      {adding && <AddDialog tz={tz} onClose={() => setAdding(false)} />}
    </>
  );
}
