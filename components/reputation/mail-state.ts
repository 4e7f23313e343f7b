import { readPlace } from "@/components/filter/pages";
import { isSliceBy } from "@/lib/core/slice";
import { readReputationState } from "./state";

/** What the report `mail` is asked for; what makes no sense is left out. */
export function mailArguments(params: URLSearchParams): Record<string, string> {
  const { metric, by, of } = readReputationState(params);
  const asked: Record<string, string> = { metric };
  if (of && isSliceBy(by)) Object.assign(asked, { by, of });
  for (const name of ["since", "until"]) {
    const value = params.get(name) ?? "";
    if (/^\d{1,13}$/.test(value)) asked[name] = value;
  }
  const { cursor } = readPlace(params);
  return cursor ? { ...asked, cursor } : asked;
}
