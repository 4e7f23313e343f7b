"use client";

import { useSearchParams } from "next/navigation";
import { AddressInspector } from "./address-inspector";
import { readState } from "./state";
import { SuppressionList } from "./suppression-list";

/** The list, and beside it the address that is open. */
export function SuppressionsScreen({ tz, mayChange }: { tz: string; mayChange: boolean }) {
  const { address } = readState(useSearchParams());
  return (
    <div className={address ? "split" : undefined}>
      <SuppressionList tz={tz} mayChange={mayChange} />
      {address && <AddressInspector key={address} recipient={address} tz={tz} mayRelease={mayChange} />}
    </div>
  );
}
