import { addDays, countDays } from "./buckets";
import { count, counted, percent } from "./format";
import type { Limit, Piece } from "./reputation";
import { ENOUGH, type Measure, type Trouble, WINDOW } from "./reputation-limits";
import { wilson } from "./statistics";
import { type DayTotals, failuresOf, type Totals } from "./totals";

const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** Text in which **this** is strong. */
export function pieces(text: string): Piece[] {
  return text
    .split("**")
    .map((part, i) => ({ text: part, strong: i % 2 === 1 }))
    .filter((piece) => piece.text !== "");
}

/** A rate that never reads like the limit it is not. */
export function rateWords(value: number | null, limit: number): string {
  if (value === null) return percent(value);
  const plain = percent(value);
  if (value === limit || plain !== percent(limit)) return plain;
  for (let digits = 3; digits < 8; digits++) {
    const longer = (value * 100).toFixed(digits);
    if (Number(longer) !== limit * 100) return `${longer}%`;
  }
  return plain;
}

function dayName(day: string, year: string): string {
  const [of = "", month = "", date = ""] = day.split("-");
  return `${Number(date)} ${MONTHS[Number(month) - 1]}${of === year ? "" : ` ${of}`}`;
}

const listed = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** "18 November", "18 and 19 November", "30 November and 1 December", "5 days from 12 to 20 November". */
export function dayWords(days: string[], now: number): string {
  const year = new Date(now).toISOString().slice(0, 4);
  const [first = "", last = first] = [days[0], days.at(-1)];
  const oneMonth = first.slice(0, 7) === last.slice(0, 7);
  const short = (day: string) => (oneMonth ? String(Number(day.slice(8))) : dayName(day, year));
  if (days.length > 3) {
    const all = countDays(first, last) === days.length;
    return `${all ? "the " : ""}${days.length} days from ${short(first)} to ${dayName(last, year)}`;
  }
  return listed([...days.slice(0, -1).map(short), dayName(last, year)]);
}

/** In the last seven days: "1.94% of your mail failed". */
const happened = (limit: Limit, measure: Measure): string =>
  `${rateWords(limit.rate, limit.limit)} ${measure.happened}`;

export function healthySentence(limit: Limit, measure: Measure, before: Totals): Piece[] {
  const text = `Your reputation is **healthy.** In seven days ${happened(limit, measure)}, below ${measure.limitWords}`;
  if (before.sent < ENOUGH) return pieces(`${text}.`);
  const [now, then] = [wilson(limit.k, limit.n), wilson(failuresOf(before), before.sent)];
  const past = percent(failuresOf(before) / before.sent);
  if (now.high < then.low) return pieces(`${text}, and clearly less than the ${past} of the week before.`);
  if (now.low > then.high) return pieces(`${text}, though more than the ${past} of the week before.`);
  return pieces(`${text}, much as in the week before.`);
}

export function atRiskSentence(
  limit: Limit,
  measure: Measure,
  trouble: Trouble | null,
  now: number,
): Piece[] {
  const text = `Your reputation is **at risk.** In seven days ${happened(limit, measure)}`;
  if (limit.state !== "watch" && trouble) {
    const when = trouble.days.length > 0 ? `on ${dayWords(trouble.days, now)}` : "in the last three days";
    return pieces(`${text}, but ${when} it was ${percent(trouble.peak ?? trouble.since)}.`);
  }
  if ((limit.rate ?? 0) >= limit.limit)
    return pieces(`${text}, over ${measure.limitWords}, though by no more than chance allows.`);
  return pieces(`${text}, ${measure.watchWords}.`);
}

export function underReviewSentence(
  limit: Limit,
  measure: Measure,
  trouble: Trouble | null,
  now: number,
): Piece[] {
  const few = trouble && trouble.days.length <= 3;
  const named =
    few && trouble.peak ? ` On ${dayWords(trouble.days, now)} it was ${percent(trouble.peak)}.` : "";
  const back = trouble?.past ? ` The mail since is back at ${percent(trouble.since)}.` : "";
  return pieces(
    `Your reputation is **under review.** In seven days ${happened(limit, measure)}, over ${measure.limitWords}.${named}${back}`,
  );
}

export function almostHealedSentence(trouble: Trouble, days: DayTotals[], now: number): Piece[] {
  const { measure, peak } = trouble;
  const since = rateWords(trouble.since, measure.limit / 10_000);
  const last = trouble.days.at(-1);
  if (!last)
    return pieces(
      `Your reputation is **almost healed.** The seven-day figure was over ${measure.limitWords} until ${dayWords([trouble.until ?? ""], now)}. The last three days stand at ${since}.`,
    );
  const free = addDays(last, WINDOW);
  const today = days.at(-1)?.day ?? free;
  const figure =
    free > today ? `, and from ${dayWords([free], now)} on the seven-day figure is free of it` : "";
  return pieces(
    `Your reputation is **almost healed.** ${measure.name} reached ${percent(peak)} on ${dayWords(trouble.days, now)}. The mail since is back at ${since}${figure}.`,
  );
}

export function notEnoughSentence(totals: Totals): Piece[] {
  if (totals.sent === 0)
    return pieces(
      `There is **not enough data** to judge: ${counted(totals.attempted, "message")} in seven days, and none was sent, because the addresses are suppressed.`,
    );
  const missing = ENOUGH - totals.sent;
  return pieces(
    `There is **not enough data** to judge: ${counted(totals.sent, "message")} sent in seven days, with ${counted(failuresOf(totals), "failure")}. About ${count(missing)} more are needed.`,
  );
}

export function noDataSentence(totals: Totals, days: DayTotals[], now: number): Piece[] {
  if (totals.pending > 0)
    return pieces(
      `There is **nothing to judge yet:** ${counted(totals.pending, "message")} under way, none with an outcome.`,
    );
  const last = days.findLast((day) => day.attempted > 0);
  const tail = last ? ` The last mail here is of ${dayWords([last.day], now)}.` : "";
  return pieces(`No mail in seven days, so there is **nothing to judge.**${tail}`);
}
