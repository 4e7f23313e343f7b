import { isSourceName, SOURCE_NAMES, SOURCE_TITLES } from "./names";

/** Ways in beside the webhooks: what Repute listens to, or fetches from by itself, and what people call them. */
export const FEED_TITLES = {
  "mail-smtp": "Mail listener",
  "mail-imap": "Mailbox",
  "mail-http": "Mail by HTTP",
  blobs: "Azure blobs",
  "dead-letters": "Event Grid dead letters",
  "event-hub": "Event Hub",
} as const;

export type FeedName = keyof typeof FEED_TITLES;
export const FEED_NAMES = Object.keys(FEED_TITLES) as FeedName[];

const isFeedName = (name: string): name is FeedName => Object.hasOwn(FEED_TITLES, name);

/** The way in of the invented history. It is none that could be silent. */
export const DEMO_DOOR = "demo";

/** Doors whose intake counts events; through the others mails come. */
export const EVENT_DOORS: readonly string[] = [
  ...SOURCE_NAMES,
  ...FEED_NAMES.filter((name) => !name.startsWith("mail-")),
  DEMO_DOOR,
];

/** Every way in, by the name under which its intake is noted. */
export const DOORS: readonly string[] = [...SOURCE_NAMES, ...FEED_NAMES];

/** What brings files rather than events: what of it cannot be read is set aside too. */
const FILE_TITLES = new Map([
  ["authentication", "a receiver's report"],
  ["suppressions", "a file of suppressions"],
]);

/** What people call a door; its own name where this version does not know it. */
export function doorTitle(door: string): string {
  if (isSourceName(door)) return SOURCE_TITLES[door];
  const file = FILE_TITLES.get(door);
  if (file) return file;
  return isFeedName(door) ? FEED_TITLES[door] : door;
}
