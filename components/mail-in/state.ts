import type { State } from "@/components/ui/state-label";
import { MAIL_STATES, type MailState } from "@/lib/core/mail-in/kind";
import { MAIL_STATE_WORDS } from "@/lib/core/mail-in/words";

/** What can be chosen; "new" is a matter of seconds. */
export const STATES = [
  { value: "all", label: "All" },
  ...(["taken", "noted", "unverified", "quarantined"] as const).map((value) => ({
    value,
    label: MAIL_STATE_WORDS[value],
  })),
];

/** The state that the URL asks for; undefined: all. */
export const mailState = (params: URLSearchParams): MailState | undefined =>
  MAIL_STATES.find((state) => state === params.get("state"));

/** The glyph of a state. */
export const GLYPH_OF: Record<MailState, State> = {
  new: "none",
  taken: "ok",
  noted: "none",
  unverified: "watch",
  quarantined: "alert",
};
