/** For how many days somebody may have read nothing, in the order in which they are counted and shown. */
export const SILENT_DAYS = [30, 90, 180, 365] as const;
export type SilentDays = (typeof SILENT_DAYS)[number];

/** What 28 days did to a list. Counts of subscriptions. */
export interface Growth {
  /** On the list when they began. */
  before: number;
  joined: number;
  left: number;
}

/** Who left in 28 days, of those who were on the list when they began or joined in them: it never passes 100 %. */
export const churnOf = ({ before, joined, left }: Growth): { k: number; n: number } => ({
  k: left,
  n: before + joined,
});
