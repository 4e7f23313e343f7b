/** How much of each field is kept, in UTF-16 units. */
export const LIMITS = {
  /** Times, statuses, codes, host names, a reader's program. */
  word: 500,
  /** Message ids, addresses: longer than any standard allows, so that what is too long can be told. */
  id: 1_000,
  /** The receiver's reply. */
  text: 4_000,
  url: 2_000,
} as const;
