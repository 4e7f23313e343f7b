import { z } from "zod";
import { parseAddress } from "./address";
import { fileTime } from "./suppression-file-time";

/** What a row of a file says of a person and a list. */
export const STATES = ["joined", "left"] as const;
export type State = (typeof STATES)[number];

/** What a column may mean. */
export const PEOPLE_FIELDS = ["address", "state", "since"] as const;
export type PeopleField = (typeof PEOPLE_FIELDS)[number];

/** Which column means what, by its title; and what holds for rows that do not say whether somebody joined or left. */
export const PeopleMapping = z.object({
  columns: z.partialRecord(z.enum(PEOPLE_FIELDS), z.string().max(200)),
  state: z.enum(STATES, "Say whether the people of this file joined or left."),
});
export type PeopleMapping = z.output<typeof PeopleMapping>;

const TITLES: Record<Exclude<PeopleField, "address">, string[]> = {
  state: ["state", "status", "subscribed", "subscription", "optin", "optedin", "consent"],
  since: [
    ...[
      "since",
      "date",
      "at",
      "created",
      "createdat",
      "subscribedat",
      "unsubscribedat",
      "optintime",
      "optouttime",
    ],
    ...["timestamp", "changedat", "lastchanged", "confirmtime", "leaveat", "leftat"],
  ],
};
const WORDS: Record<State, string[]> = {
  joined: [
    "joined",
    "subscribed",
    "active",
    "confirmed",
    "optedin",
    "optin",
    "yes",
    "true",
    "1",
    "enabled",
    "ja",
    "oui",
    "si",
  ],
  left: [
    ...["left", "unsubscribed", "optedout", "optout", "inactive", "cleaned", "no", "false", "0", "disabled"],
    ...["nein", "non", "abgemeldet", "complained", "blocklisted"],
  ],
};

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Whether a word says that somebody is on a list or left it; undefined for a word nobody uses. */
export const stateOf = (word: string): State | undefined =>
  STATES.find((state) => WORDS[state].includes(plain(word)));

/** What the columns probably mean. @param address the column of the addresses, where that is known */
export function guessPeople(columns: readonly string[], address: string | undefined): PeopleMapping {
  const mapping: PeopleMapping = { columns: { address: address ?? columns[0] }, state: "joined" };
  for (const field of ["state", "since"] as const) {
    const title = columns.find((one) => TITLES[field].includes(plain(one)));
    if (title !== undefined) mapping.columns[field] = title;
  }
  return mapping;
}

/** One row that can be read. Times in ms since 1970; null: the file does not say. */
export interface PersonRow {
  address: string;
  state: State;
  since: number | null;
}

/** Reads one row by the meaning of its columns. @param now ms; what is yet to come is no time of a decision */
export function parsePersonRow(
  cell: (title: string) => string,
  { columns, state: otherwise }: PeopleMapping,
  now: number,
): { ok: true; row: PersonRow } | { ok: false; reason: string } {
  const text = (field: PeopleField): string => {
    const title = columns[field];
    return title === undefined ? "" : cell(title).trim();
  };
  const parsed = parseAddress(text("address"));
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  const word = text("state");
  const state = word ? stateOf(word) : otherwise;
  if (!state) return { ok: false, reason: `“${word.slice(0, 40)}” says neither joined nor left.` };
  const time = text("since");
  const since = time === "" ? null : fileTime(time);
  if (since === undefined)
    return { ok: false, reason: `“${time.slice(0, 40)}” is no time that can only mean one thing.` };
  if (since !== null && since > now) return { ok: false, reason: "Its time is yet to come." };
  return { ok: true, row: { address: parsed.address, state, since } };
}

/** What becomes of a row, in the order in which the page lists them. */
export const PERSON_OUTCOMES = [
  "added",
  "left",
  "already",
  "opted-out",
  "rejoined",
  "always-on",
  "repeated",
] as const;
export type PersonOutcome = (typeof PERSON_OUTCOMES)[number];

/** Those in which the file and what is known here do not agree; nothing comes of the row. */
export const PERSON_CONFLICTS: ReadonlySet<PersonOutcome> = new Set(["opted-out", "rejoined", "always-on"]);

/** A person and the list, as they are here. */
export interface Standing {
  subscribed: boolean;
  left: boolean;
  /** Left, complained, blocked: no mail of this list may go there. */
  held: boolean;
  /** When they joined by their own word, in ms; null: never. */
  joinedAt: number | null;
}

/** What becomes of a row. A decision that somebody took here is never overridden by a file. */
export function judgePerson(
  { state, since }: Pick<PersonRow, "state" | "since">,
  here: Standing,
  kind: "marketing" | "transactional",
): PersonOutcome {
  if (state === "joined") {
    if (here.left || here.held) return "opted-out";
    return here.subscribed ? "already" : "added";
  }
  if (kind === "transactional") return "always-on";
  if (here.left) return "already";
  if (here.joinedAt !== null && (since === null || here.joinedAt > since)) return "rejoined";
  return "left";
}
