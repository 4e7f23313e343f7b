import { LEAVE_REASONS } from "@/lib/core/leave-reasons";
import type { RecipientWords } from "@/lib/core/recipient-words/words";
import { formButton } from "./frame";
import { type Html, html } from "./html";

/** The question why, which need not be answered; once it was, the thanks. `fields` go with the answer. */
export function whySection(words: RecipientWords, said: boolean, fields: Record<string, string> = {}): Html {
  if (said) return html`<section class="ruled"><p role="status">${words.whyThanks}</p></section>`;
  const reasons = LEAVE_REASONS.map((reason) =>
    formButton(words.reasons[reason], { action: "say", reason, ...fields }),
  );
  return html`<section class="ruled"><h2>${words.whyHeading}</h2><p>${words.whyOptional}</p><div class="row">${reasons}</div></section>`;
}
