"use client";

import { useKeys } from "@/components/shell/use-keys";

/** J and K walk the rows; while one is open, the next or previous one opens in its place. */
export function useRowKeys(open: string | null) {
  const walk = (by: 1 | -1) => {
    const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")];
    const at = rows.findIndex((row) => (open ? row.dataset.row === open : row === document.activeElement));
    const next = rows[at < 0 ? 0 : at + by];
    next?.focus();
    if (open) next?.click();
  };
  useKeys({ j: () => walk(1), k: () => walk(-1) });
}
