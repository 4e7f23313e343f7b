/** Mail by how long before it the last mail to its address was sent that a person opened or clicked. */
export const COHORTS = [
  { id: "fresh", title: "0 to 14 days", from: 0 },
  { id: "recent", title: "15 to 30 days", from: 15 },
  { id: "fading", title: "31 to 90 days", from: 31 },
  { id: "old", title: "91 days and more", from: 91 },
  { id: "never", title: "Never", from: null },
  { id: "first", title: "First mail", from: null },
] as const;

export type CohortId = (typeof COHORTS)[number]["id"];
