import { inner, listOf } from "./pick";
import { fieldText } from "./text";

/** In UTF-16 units; what is longer is cut. */
const LONGEST = 100;

/**
 * The campaign that a payload names: the first of `candidates` that is a name, of a list its first. One a mail, since a mail of
 * two would be counted twice. What holds an address would name a person, and is passed over.
 */
export function campaignIn(...candidates: unknown[]): string | undefined {
  for (const candidate of candidates.flat()) {
    const name = fieldText(candidate, LONGEST)
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim();
    if (name !== "" && !name.includes("@")) return name;
  }
  return undefined;
}

/** What senders call the tag that names a campaign, without case, hyphens and underscores; the most particular first. */
const TAGS = ["campaign", "campaignname", "campaignid", "category", "tag"];

/**
 * Of tags that have names themselves the values that name a campaign, best first: the others say anything, such as whom a mail
 * is for. Given as an object, or as a list of `{name, value}`.
 */
export function campaignTags(tags: unknown): unknown[] {
  const pairs = Array.isArray(tags)
    ? listOf(tags)
        .map(inner)
        .map(({ name, value }) => [fieldText(name, LONGEST), value] as const)
    : Object.entries(inner(tags));
  return TAGS.flatMap((tag) =>
    pairs.filter(([name]) => name.toLowerCase().replace(/[-_ ]/g, "") === tag).flatMap(([, value]) => value),
  );
}
