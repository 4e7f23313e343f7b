import { addDays } from "./buckets";

/** Whether `text` names a month of this century or so: "2026-10". */
export const isMonth = (text: string): boolean => /^20\d{2}-(0[1-9]|1[0-2])$/.test(text);

/** The month that holds an ISO day. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The first and last ISO day of a month. */
export function daysOfMonth(month: string): { from: string; to: string } {
  const from = `${month}-01`;
  return { from, to: addDays(`${monthOf(addDays(from, 31))}-01`, -1) };
}

const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
const monthOfNumber = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}`;

/** A span as many months earlier as it touches, on the same dates; the last of a month stays the last. */
export function monthsBefore({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const back = monthNumber(monthOf(to)) - monthNumber(monthOf(from)) + 1;
  const earlier = (day: string): string => {
    const { from: first, to: last } = daysOfMonth(monthOfNumber(monthNumber(monthOf(day)) - back));
    const same = first.slice(0, 8) + day.slice(8);
    return day === daysOfMonth(monthOf(day)).to || same > last ? last : same;
  };
  return { from: earlier(from), to: earlier(to) };
}

/** The month before, and the one after. */
export const monthBefore = (month: string): string => monthOf(addDays(`${month}-01`, -1));
export const monthAfter = (month: string): string => monthOf(addDays(`${month}-01`, 31));

const NAMES = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];

/** "October 2026" */
export const monthWords = (month: string): string =>
  `${NAMES[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
