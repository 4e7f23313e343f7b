"use client";

import { Button } from "@/components/ui/button";

/** Every browser's print dialog can save as PDF, too. */
export function PrintButton() {
  return <Button onClick={() => window.print()}>Print, or save as PDF</Button>;
}
