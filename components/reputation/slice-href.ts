import { filterHref, withParams } from "@/components/filter/href";
import { CATEGORY_WORDS } from "@/lib/core/bounce/category-words";
import { explainCode } from "@/lib/core/bounce/codes";
import type { Category } from "@/lib/core/events";
import type { Filter } from "@/lib/core/filter";
import type { SliceBy } from "@/lib/core/slice";
import { KEPT } from "./state";

/** The screen with its chart of one slice: of a sender by the filter, of others by the state. */
export function sliceHref(by: SliceBy, name: string, filter: Filter, params: URLSearchParams): string {
  if (!by.startsWith("sender")) return withParams(params, { by: by === "provider" ? null : by, of: name });
  const kept = Object.fromEntries(KEPT.map((key) => [key, key === "of" ? null : params.get(key)]));
  return filterHref("/reputation", { ...filter, sender: name === filter.sender ? null : name }, kept);
}

const isCategory = (name: string): name is Category => Object.hasOwn(CATEGORY_WORDS, name);

/** What a slice is called: a code with its meaning, a category in words. */
export function sliceName(by: SliceBy, name: string): string {
  if (isCategory(name)) return CATEGORY_WORDS[name].title;
  if (by !== "code") return name;
  const enhanced = name.includes(".") ? name : "";
  const reply = enhanced ? 0 : Number(name) || 0;
  return `${name} ${explainCode({ enhanced, reply, category: "unknown" }).title}`;
}
