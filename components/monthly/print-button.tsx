"use client";

import { Button } from "@/components/ui/button";

/** The browser's own printing, which saves as PDF too. A phone has no room for it, and shares a page by its own menu. */
export function PrintButton() {
  return (
    <Button variant="primary" className="max-wide:hidden" onClick={() => window.print()}>
      Print or save as PDF
    </Button>
  );
}
