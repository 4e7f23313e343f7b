/** Every word that recipients read. Plain text: whoever shows it escapes it. */
const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const inWords = (n: number): string => NUMBERS[n] ?? String(n);
const lists = (n: number): string => `${inWords(n)} ${n === 1 ? "list" : "lists"}`;

export const words = {
  language: "en",

  leave: (list: string) => `Leave ${list}`,
  leaveQuestion: (list: string) => `Leave ${list}?`,
  leaveConsequence: "From then on you get no more mail of this list. Nothing has changed yet.",
  chooseInstead: "Choose what you get",

  done: "Done",
  left: (list: string) => `You no longer get ${list}.`,
  leftInForce: "It is in force now, for",
  leftInFlight: "A mail that left us in the last minute may still arrive.",
  undoLeave: (list: string) => `Undo, keep ${list}`,
  stillGets: (n: number) => (n === 0 ? "You get none of our lists" : `You still get ${lists(n)}`),
  leaveAll: "Leave all lists…",

  kept: (list: string) => `You get ${list} again.`,
  keptInForce: "Your choice was taken back, for",

  preferences: "What may we send you?",
  for: "For",
  atOnce: "Each change counts at once.",
  alwaysOn: "always on",
  noLists: "There is no list to choose from at the moment.",

  stopHeading: "Stop all of it",
  stopConsequence: "You leave every list above. Receipts and messages about your account still come.",
  stopQuestion: "Leave all lists?",
  stopDetail: (names: string[]) =>
    names.length === 0
      ? "You are on none now, and no new one will take you in. Receipts and messages about your account still come."
      : `You leave ${names.join(", ")}, and no new list takes you in. Receipts and messages about your account still come.`,
  stopKeep: "Keep what I get",
  stopConfirm: "Leave all lists",
  stopped: "You left every list",
  stoppedDetail: "Switch one on to get it again, or take the decision back as a whole.",
  undoStop: "Undo, get my lists back",

  undo: "Undo",
  changedLeft: (list: string) => `You left ${list}.`,
  changedJoined: (list: string) => `You get ${list}.`,
  changedStopped: "You left every list.",
  changedResumed: "You have your lists back.",

  personal: "This page belongs to your address. Do not forward it. No account, no cookies.",
  sentBy: (organisation: string) => `Sent by ${organisation}. No account, no cookies.`,

  badLink: "This link does not work.",
  badLinkDetail:
    "It may have been cut off by a mail program. Copy the whole of it, or use the link in a newer mail.",
  alwaysOnTitle: "This mail cannot be switched off.",
  alwaysOnDetail: "It comes only when something happens, such as an order or a new sign-in.",
  away: "We cannot save it just now.",
  awayDetail: "Nothing has changed yet. Please try again in a minute: the link stays good.",
  notUnderstood: "This request could not be understood.",
  nothingChanged: "Nothing has changed.",
} as const;
