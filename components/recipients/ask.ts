import type { RecipientWords } from "@/lib/core/recipient-words/words";
import type { Brand } from "@/lib/server/brand";
import { addressMark, doneState, frame } from "./frame";
import { type Html, html } from "./html";

/** The field that people do not see and programs fill in. */
export const TRAP = "website";

interface Ask {
  brand: Brand;
  words: RecipientWords;
  /** What was typed and is no address. */
  wrong?: string;
}

function addressForm(words: RecipientWords, button: string, wrong?: string, more?: Html): Html {
  const isWrong = wrong !== undefined;
  return html`<form method="post"><label for="address">${words.addressLabel}</label>
<input id="address" name="address" type="email" dir="ltr" autocomplete="email" required maxlength="320" value="${wrong}"${isWrong && html` aria-invalid="true" aria-describedby="wrong"`}>
${isWrong && html`<p class="wrong" id="wrong" role="alert">${words.notAnAddress}</p>`}
<div class="trap" aria-hidden="true"><input name="${TRAP}" tabindex="-1" autocomplete="off" aria-label="${words.nothingChanged}"></div>
${more}<div class="row"><button class="btn first">${button}</button></div></form>`;
}

/** Asks for an address, to send it its link. */
export function linkPage({ brand, words, wrong }: Ask): string {
  const body = html`<h1>${words.linkHeading}</h1><p class="say">${words.linkDetail}</p>
${addressForm(words, words.linkSend, wrong)}`;
  return frame({ brand, words, title: words.linkHeading, body, foot: words.sentBy(brand.name) });
}

/** Asks for an address that wants a list, under the text that it agrees to. */
export function subscribePage({
  brand,
  words,
  wrong,
  list,
  description,
  consent,
}: Ask & {
  list: string;
  description: string;
  consent: { id: number; text: string; language: string };
}): string {
  const agreed = html`<input type="hidden" name="consent" value="${consent.id}">
<blockquote lang="${consent.language}" dir="auto">${consent.text}</blockquote>`;
  const body = html`<h1>${words.subscribe(list)}</h1>${description && html`<p class="say" dir="auto">${description}</p>`}
${addressForm(words, words.subscribeSend, wrong, agreed)}`;
  return frame({ brand, words, title: words.subscribe(list), body, foot: words.sentBy(brand.name) });
}

/** After either: the same whoever it was. */
export function sentPage(brand: Brand, words: RecipientWords, detail: string): string {
  const body = html`<h1>${words.sent}</h1><p class="say">${detail}</p>`;
  return frame({ brand, words, title: words.sent, body, foot: words.sentBy(brand.name) });
}

interface Confirm {
  brand: Brand;
  words: RecipientWords;
  list: string;
  /** Masked. */
  address: string;
  consent: { text: string; language: string };
}

/** Behind the link of the mail: one button, and nothing has happened yet. */
export function confirmPage({ brand, words, list, address, consent }: Confirm): string {
  const title = words.confirmQuestion(list);
  const body = html`<h1>${title}</h1>
<p class="say">${words.for} ${addressMark(address)}. ${words.confirmConsequence}</p>
<blockquote lang="${consent.language}" dir="auto">${consent.text}</blockquote>
<form method="post"><input type="hidden" name="action" value="confirm"><div class="row"><button class="btn first">${words.confirmButton(list)}</button></div></form>`;
  return frame({ brand, words, title, body, foot: words.sentBy(brand.name) });
}

/** On the list, and how to leave it. */
export function joinedPage(
  { brand, words, list, address }: Omit<Confirm, "consent">,
  preferences: string,
): string {
  const title = words.changedJoined(list);
  const body = html`${doneState(words)}<h1>${title}</h1>
<p class="say">${words.for} ${addressMark(address)}.</p>
<div class="row"><a class="btn" href="${preferences}">${words.chooseInstead}</a></div>`;
  return frame({ brand, words, title, body, foot: words.sentBy(brand.name) });
}
