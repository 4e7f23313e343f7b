/** By what mail is sliced. A sender is also a filter of every page; the others are slices only. */
export const SLICES = {
  "sender-domain": { label: "Sender domain", many: "sender domains" },
  sender: { label: "Sender", many: "senders" },
  provider: { label: "Provider", many: "mailbox providers" },
  domain: { label: "Domain", many: "recipient domains" },
  campaign: { label: "Campaign or tag", many: "campaigns" },
  code: { label: "Code", many: "codes" },
  category: { label: "Category", many: "categories" },
} as const;
export type SliceBy = keyof typeof SLICES;

export const SLICE_NAMES = Object.keys(SLICES) as [SliceBy, ...SliceBy[]];
export const isSliceBy = (text: string | null | undefined): text is SliceBy =>
  typeof text === "string" && Object.hasOwn(SLICES, text);

/** One of them: everything at Outlook, every bounce with 5.1.1. */
export interface Slice {
  by: SliceBy;
  name: string;
}

/** Those whose rollups count by UTC day whatever became of the mail. */
const DAILY = ["provider", "domain", "campaign"] as const satisfies SliceBy[];
export type DailySlice = Slice & { by: (typeof DAILY)[number] };
export const isDailyBy = (by: SliceBy): by is DailySlice["by"] => (DAILY as readonly SliceBy[]).includes(by);
export const isDaily = (slice: Slice): slice is DailySlice => isDailyBy(slice.by);

/** Codes and categories say why mail bounced: of the mail that did not they know nothing. */
export const isOfBounces = (by: SliceBy): boolean => by === "code" || by === "category";
