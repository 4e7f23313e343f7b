import type { LeaveReason } from "../leave-reasons";
import type { CapDays } from "../preferences";

/** The languages of the recipients' pages, as BCP 47; the first is for whoever asks for none of them. */
export const LANGUAGES = ["en", "de", "fr", "es", "ar"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Every word that recipients read, in one language. Plain text: whoever shows it escapes it. */
export interface RecipientWords {
  language: Language;
  direction: "ltr" | "rtl";
  /** Its own name for itself. */
  name: string;
  /** Raised with every change of a text: the ledger says which one somebody read. */
  version: number;
  otherLanguages: string;

  leave(list: string): string;
  leaveQuestion(list: string): string;
  leaveConsequence: string;
  chooseInstead: string;

  done: string;
  left(list: string): string;
  leftInForce: string;
  leftInFlight: string;
  undoLeave(list: string): string;
  /** Above the names of what still comes. */
  stillGets(n: number): string;
  leaveAll: string;

  kept(list: string): string;
  keptInForce: string;

  preferences: string;
  for: string;
  atOnce: string;
  alwaysOn: string;
  noLists: string;

  pauseHeading: string;
  pauseConsequence: string;
  pauseFor(days: number): string;
  /** @param until as {@link dayIn} writes it */
  pausedUntil(until: string): string;
  pausedDetail: string;
  resume: string;

  oftenHeading: string;
  oftenConsequence: string;
  /** By the days from one mail to the next. */
  often: Record<CapDays, string>;
  changedOften: string;

  stopHeading: string;
  stopConsequence: string;
  stopQuestion: string;
  /** @param names of the lists that are left, joined */
  stopDetail(names: string): string;
  stopDetailNone: string;
  stopKeep: string;
  stopConfirm: string;
  stopped: string;
  stoppedDetail: string;
  undoStop: string;

  undo: string;
  changedLeft(list: string): string;
  changedJoined(list: string): string;
  changedStopped: string;
  changedResumed: string;
  pauseEnded: string;

  whyHeading: string;
  whyOptional: string;
  whyThanks: string;
  reasons: Record<LeaveReason, string>;

  personal: string;
  /** The step that sends what is kept about somebody, and that mail. */
  keptAbout: string;
  keptDetail: string;
  keptSend: string;
  keptSentDetail: string;
  keptMailSubject(organisation: string): string;
  keptMailText(organisation: string): string;
  sentBy(organisation: string): string;

  badLink: string;
  badLinkDetail: string;
  alwaysOnTitle: string;
  alwaysOnDetail: string;
  away: string;
  awayDetail: string;
  notUnderstood: string;
  nothingChanged: string;

  /** The page that sends a link by mail, and that mail. */
  linkHeading: string;
  linkDetail: string;
  addressLabel: string;
  linkSend: string;
  sent: string;
  linkSentDetail: string;
  linkOffer: string;
  notAnAddress: string;
  tooMany: string;
  tooManyDetail: string;
  noMail: string;
  noMailDetail: string;
  linkMailSubject(organisation: string): string;
  linkMailText(organisation: string): string;

  /** The form that asks for a list, the mail that asks back, and the page behind its link. */
  subscribe(list: string): string;
  subscribeSend: string;
  subscribeSentDetail: string;
  confirmQuestion(list: string): string;
  confirmConsequence: string;
  confirmButton(list: string): string;
  confirmMailSubject(list: string): string;
  confirmMailText(list: string): string;
  mailIgnore: string;
}
