import type { RecipientWords } from "./words";

const NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const inWords = (n: number): string => NUMBERS[n] ?? String(n);
const lists = (n: number): string => `${inWords(n)} ${n === 1 ? "list" : "lists"}`;

export const en: RecipientWords = {
  language: "en",
  direction: "ltr",
  name: "English",
  version: 3,
  otherLanguages: "Language",

  leave: (list) => `Leave ${list}`,
  leaveQuestion: (list) => `Leave ${list}?`,
  leaveConsequence: "From then on you get no more mail of this list. Nothing has changed yet.",
  chooseInstead: "Choose what you get",

  done: "Done",
  left: (list) => `You no longer get ${list}.`,
  leftInForce: "It is in force now, for",
  leftInFlight: "A mail that left us in the last minute may still arrive.",
  undoLeave: (list) => `Undo, keep ${list}`,
  stillGets: (n) => (n === 0 ? "You get none of our lists" : `You still get ${lists(n)}`),
  leaveAll: "Leave all lists…",

  kept: (list) => `You get ${list} again.`,
  keptInForce: "Your choice was taken back, for",

  preferences: "What may we send you?",
  for: "For",
  atOnce: "Each change counts at once.",
  alwaysOn: "always on",
  noLists: "There is no list to choose from at the moment.",

  pauseHeading: "Too much right now?",
  pauseConsequence:
    "Pause every list. It starts again by itself. Receipts and messages about your account still come.",
  pauseFor: (days) => `Pause for ${days} days`,
  pausedUntil: (until) => `Paused until ${until}`,
  pausedDetail: "Your lists stay as they are and start again by themselves on that day.",
  resume: "End the pause now",

  oftenHeading: "How often?",
  oftenConsequence: "It counts for all lists together. Receipts and messages about your account still come.",
  often: { 0: "Every mail", 7: "At most one a week", 30: "At most one a month" },
  changedOften: "How often you get mail is changed.",

  stopHeading: "Stop all of it",
  stopConsequence: "You leave every list above. Receipts and messages about your account still come.",
  stopQuestion: "Leave all lists?",
  stopDetail: (names) =>
    `You leave ${names}, and no new list takes you in. Receipts and messages about your account still come.`,
  stopDetailNone:
    "You are on none now, and no new one will take you in. Receipts and messages about your account still come.",
  stopKeep: "Keep what I get",
  stopConfirm: "Leave all lists",
  stopped: "You left every list",
  stoppedDetail: "Switch one on to get it again, or take the decision back as a whole.",
  undoStop: "Undo, get my lists back",

  undo: "Undo",
  changedLeft: (list) => `You left ${list}.`,
  changedJoined: (list) => `You get ${list}.`,
  changedStopped: "You left every list.",
  changedResumed: "You have your lists back.",
  pauseEnded: "The pause is over. Your lists come again.",

  whyHeading: "Why did you leave?",
  whyOptional: "You need not say. One tap is enough.",
  whyThanks: "Thank you. It is noted.",
  reasons: {
    "too-often": "Too often",
    "not-for-me": "Not for me any more",
    "never-asked": "I never asked for it",
    other: "Another reason",
  },

  personal: "This page belongs to your address. Do not forward it. No account, no cookies.",
  keptAbout: "What we keep about you",
  keptDetail: "It goes to your own address, as JSON and as a table: this page may have been forwarded.",
  keptSend: "Send it to me",
  keptSentDetail: "A mail with the links to it is on its way to your address.",
  keptMailSubject: (organisation) => `What ${organisation} keeps about you`,
  keptMailText: (organisation) =>
    `This is what ${organisation} keeps about you, as JSON and as a table. The links belong to you: do not forward them.`,
  sentBy: (organisation) => `Sent by ${organisation}. No account, no cookies.`,

  badLink: "This link does not work.",
  badLinkDetail:
    "It may have been cut off by a mail program. Copy the whole of it, or use the link in a newer mail.",
  alwaysOnTitle: "This mail cannot be switched off.",
  alwaysOnDetail: "It comes only when something happens, such as an order or a new sign-in.",
  away: "We cannot save it just now.",
  awayDetail: "Nothing has changed yet. Please try again in a minute: the link stays good.",
  notUnderstood: "This request could not be understood.",
  nothingChanged: "Nothing has changed.",

  linkHeading: "Get your link by mail",
  linkDetail:
    "Write your address. If it is on one of our lists, a mail with your own link comes within a few minutes.",
  addressLabel: "Your address",
  linkSend: "Send me the link",
  sent: "Look into your mailbox.",
  linkSentDetail:
    "If we know this address, a mail with your link is on its way. It may have landed among the junk.",
  linkOffer: "Get a new link by mail",
  notAnAddress: "This is not a mail address.",
  tooMany: "That was often.",
  tooManyDetail: "Please wait an hour before you ask again.",
  noMail: "This page cannot send mail at the moment.",
  noMailDetail: "Use the link in one of our newer mails.",
  linkMailSubject: (organisation) => `Your mail from ${organisation}`,
  linkMailText: (organisation) =>
    `With this link you choose what you get from ${organisation}. It belongs to your address: do not forward it.`,

  subscribe: (list) => `Subscribe to ${list}`,
  subscribeSend: "Subscribe",
  subscribeSentDetail:
    "We sent you a mail. You are on the list once you say so by its link. If you are on it already, no mail comes.",
  confirmQuestion: (list) => `Get ${list}?`,
  confirmConsequence:
    "From then on you get this list. You can leave it at any time. Nothing has changed yet.",
  confirmButton: (list) => `Yes, send me ${list}`,
  confirmMailSubject: (list) => `Please confirm: ${list}`,
  confirmMailText: (list) =>
    `Somebody asked for ${list} to be sent to this address. If that was you, say so by this link:`,
  mailIgnore: "If it was not you, do nothing: nothing changes, and we do not ask again.",
};
