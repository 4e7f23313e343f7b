import { count, counted } from "@/lib/core/format";
import type { ReleaseRow } from "@/lib/server/reports/releases";

/** The sentence above the latest releases: what became of those whose addresses can be followed. At least one release. */
export function openingWords(releases: Pick<ReleaseRow, "state" | "aftermath">[]): string {
  const followed = releases.flatMap(({ aftermath }) => aftermath ?? []);
  const one = releases.length === 1;
  if (followed.length === 0) {
    const isBack = releases.every(({ state }) => state === "undone" || state === "undoing");
    if (isBack) return one ? "The only release was taken back." : "The latest releases were all taken back.";
    return `The latest ${one ? "release is" : "releases are"} too large to be followed here: each address tells by itself what became of it.`;
  }
  const sum = (of: "again" | "delivered" | "quiet") => followed.reduce((n, one) => n + one[of], 0);
  const [again, delivered] = [sum("again"), sum("delivered")];
  const addresses = counted(again + delivered + sum("quiet"), "address", "addresses");
  const back = again === 0 ? "none was" : again === 1 ? "one was" : `${count(again)} were`;
  const had = delivered === 0 ? "none" : delivered === 1 ? "one" : count(delivered);
  return `Of ${addresses} released lately ${back} suppressed again, and ${had} had mail delivered since.`;
}
