import type { RecipientWords } from "@/lib/core/recipient-words/words";
import type { Brand } from "@/lib/server/brand";
import { addressMark, doneState, formButton, frame, inLanguage, NO_BRAND, undoIcon } from "./frame";
import { type Html, html } from "./html";
import { whySection } from "./why";

interface Subject {
  brand: Brand;
  words: RecipientWords;
  /** Name of the list. */
  list: string;
  /** The recipient's address, masked. */
  address: string;
  /** Path of the preferences page. */
  preferences: string;
}

const choose = ({ words, preferences }: Subject, look: string): Html =>
  html`<a class="${look}" href="${preferences}${inLanguage(words)}">${words.chooseInstead}</a>`;

/** What the link of a mail opens: one button, and nothing has happened yet. */
export function askPage(subject: Subject): string {
  const { brand, words, list, address } = subject;
  const body = html`<h1>${words.leaveQuestion(list)}</h1>
<p class="say">${words.for} ${addressMark(address)}. ${words.leaveConsequence}</p>
<div class="row">${formButton(words.leave(list), { action: "leave" }, "btn first")}
${choose(subject, "btn bare")}</div>`;
  return frame({ brand, words, title: words.leaveQuestion(list), body, foot: words.sentBy(brand.name) });
}

/** After leaving, at once and at every later visit. `others` are the names of the lists that still come. */
export function leftPage({
  others,
  said,
  ...subject
}: Subject & { others: string[]; said: boolean }): string {
  const { brand, words, list, address, preferences } = subject;
  const all = html`<a class="btn bare" href="${preferences}${inLanguage(words, { step: "leave-all" })}">${words.leaveAll}</a>`;
  const body = html`${doneState(words)}
<h1>${words.left(list)}</h1>
<p class="say">${words.leftInForce} ${addressMark(address)}. ${words.leftInFlight}</p>
<div class="row">${formButton(html`${undoIcon}${words.undoLeave(list)}`, { action: "undo" })}</div>
${whySection(words, said)}
<section class="ruled"><h2>${words.stillGets(others.length)}</h2>
${others.length > 0 && html`<p class="say" dir="auto">${others.join(", ")}.</p>`}
<div class="row">${choose(subject, "btn")}
${others.length > 0 && all}</div></section>`;
  return frame({ brand, words, title: words.left(list), body, foot: words.sentBy(brand.name) });
}

/** After the undo. */
export function keptPage(subject: Subject): string {
  const { brand, words, list, address } = subject;
  const body = html`${doneState(words)}
<h1>${words.kept(list)}</h1>
<p class="say">${words.keptInForce} ${addressMark(address)}.</p>
<div class="row">${formButton(words.leave(list), { action: "leave" })}
${choose(subject, "btn bare")}</div>`;
  return frame({ brand, words, title: words.kept(list), body, foot: words.sentBy(brand.name) });
}

/**
 * A page that only says something. It knows no organisation, so that it looks the same whoever asks.
 * @param offer the way to a new link by mail
 */
export function messagePage(words: RecipientWords, title: string, detail: string, offer = false): string {
  const body = html`<h1>${title}</h1><p class="say">${detail}</p>
${offer && html`<div class="row"><a class="btn" href="/preferences${inLanguage(words)}">${words.linkOffer}</a></div>`}`;
  return frame({ brand: NO_BRAND, words, title, body, foot: "" });
}
