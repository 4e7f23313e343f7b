import { explainCode } from "./bounce/codes";
import type { Along, Change } from "./changes";
import type { Category } from "./events";
import { count, counted, percent } from "./format";
import { BASES, metricOf } from "./metrics";
import type { NoticeCell } from "./notices";
import type { Piece } from "./reputation";
import { pieces } from "./reputation-words";
import type { Slice } from "./slice";

/** "5.1.1, Address does not exist" */
function codeWords(code: string): string {
  const enhanced = code.includes(".") ? code : "";
  const reply = /^\d{3}$/.test(code) ? Number(code) : 0;
  const category = enhanced || reply ? "unknown" : (code as Category);
  const { title } = explainCode({ enhanced, reply, category });
  return enhanced || reply ? `${code}, ${title}` : title;
}

/** "at Outlook", "in the campaign Autumn sale", "in mail of news@marlow.example", "with 5.1.1, Address does not exist" */
export function sliceWords({ by, name }: Slice): string {
  if (by === "provider" || by === "domain") return `at ${name}`;
  if (by === "campaign") return `in the campaign ${name}`;
  if (by === "code" || by === "category") return `with ${codeWords(name)}`;
  return `in mail of ${name}`;
}

const alongWords = ({ slice, share }: Along): string =>
  share === null ? sliceWords(slice) : `${share >= 0.9 ? "nearly all" : "mostly"} ${sliceWords(slice)}`;

const listed = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** A change in one or two sentences, with k of n. */
export function changeSentence({ metric, slice, now, before, up, along }: Change): Piece[] {
  const { countTitle, many, bases } = metricOf(metric);
  const went = up ? "rose" : "fell";
  const of = `(${count(now.k)} of ${count(now.n)} ${BASES[bases[0]].of})`;
  const [was, is] = [percent(before.k / before.n), percent(now.k / now.n)];
  const rest = along.map(alongWords);
  if (slice === null) {
    const tail = rest.length > 0 ? `, ${listed(rest)}` : "";
    return pieces(`**${countTitle}** ${went} from ${was} to **${is}** ${of}${tail}.`);
  }
  const tail = rest.length > 0 ? ` The same in size ${listed(rest)}.` : "";
  if (slice.by === "code" || slice.by === "category") {
    const what = `${many} **${sliceWords(slice)}**`;
    if (before.k === 0) return pieces(`New are ${what}: **${is}** ${of}.${tail}`);
    return pieces(`${countTitle} **${sliceWords(slice)}** ${went} from ${was} to **${is}** ${of}.${tail}`);
  }
  return pieces(`${countTitle} **${sliceWords(slice)}** ${went} from ${was} to **${is}** ${of}.${tail}`);
}

/** A notice in one sentence, with k of n. @param rule title of the rule that caught most of the machines */
export function noticeSentence({ kind, now, before }: NoticeCell, rule: string | null): Piece[] {
  const [is, was] = [percent(now.k / now.n), percent(before.k / before.n)];
  const against = `${is} of ${count(now.n)}, the week before ${was}`;
  if (kind === "duplicates")
    return pieces(`**${counted(now.k, "event")} came twice or more**, and counted once: ${against}.`);
  if (kind === "late")
    return pieces(
      `**${counted(now.k, "event")} came more than a day late**; the deliveries they are about were corrected on their own days: ${against}.`,
    );
  const by = rule ? `, most by the rule **${rule}**` : "";
  return pieces(
    `**${is} of the mail that was clicked** was clicked by machines only (${count(now.k)} of ${count(now.n)}, the week before ${was})${by}.`,
  );
}

/** Where a notice can be seen: a path without the filter. */
export const placeOf = ({ kind }: Pick<NoticeCell, "kind">): { text: string; href: string } =>
  kind === "machine-clicks"
    ? { text: "What was left out", href: "/engagement?measure=clicked#machines" }
    : { text: "What came in", href: "/imports#arrivals" };

/** The query of a change on the screens: its metric and its slice; a sender is a filter. */
function queryOf({ metric, slice }: Pick<Change, "metric" | "slice">): URLSearchParams {
  const of: Record<string, string> =
    slice && !slice.by.startsWith("sender") ? { by: slice.by, of: slice.name } : {};
  return new URLSearchParams({ metric, ...of });
}

/** Where a change is drawn: a path without the filter. */
export const chartOf = (change: Pick<Change, "metric" | "slice">): string => `/reputation?${queryOf(change)}`;

/** Where the mail of a change is: a path without the filter. */
export function eventsOf(change: Pick<Change, "metric" | "slice">): { text: string; href: string } {
  const { metric, slice } = change;
  if (slice?.by === "code" && (metric === "hard" || metric === "soft" || metric === "spam"))
    return { text: "Replies", href: `/bounces?${new URLSearchParams({ code: slice.name, class: metric })}` };
  return { text: "Mail", href: `/reputation/mail?${queryOf(change)}` };
}
