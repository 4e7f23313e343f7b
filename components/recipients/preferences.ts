import { CAP_DAYS } from "@/lib/core/preferences";
import type { RecipientWords } from "@/lib/core/recipient-words/words";
import type { Brand } from "@/lib/server/brand";
import { addressMark, formButton, frame, inLanguage, undoIcon } from "./frame";
import { type Html, html } from "./html";
import { whySection } from "./why";

export interface ListChoice {
  id: number;
  name: string;
  description: string;
  rhythm: string;
  /** The heading it stands under; empty: none. */
  section: string;
  on: boolean;
  /** Transactional: said to be always on, without a switch. */
  locked: boolean;
}

interface Preferences {
  brand: Brand;
  words: RecipientWords;
  /** The recipient's address, masked. */
  address: string;
  lists: ListChoice[];
  /** The day on which a pause of all lists ends; null while there is none. */
  pausedUntil: string | null;
  /** At most one mail in so many days; 0: every mail. */
  cap: number;
  /** Left every list; with the ledger's row where that can be taken back as a whole. */
  stopped: { changeId: string | null } | null;
  /** What has just happened. */
  toast: { text: string; changeId: string } | null;
  /** The list that was just left (0: all), to be asked why; null: nobody is asked. */
  justLeft: number | null;
  /** Why was just said. */
  said: boolean;
  /** Whether what is kept about the person can be mailed to them. */
  kept: boolean;
}

export const PAUSE_DAYS = [30, 90] as const;

/** Every list with its switch. Each switch is a form's button, so that all of it works without a script. */
export function preferencesPage({
  brand,
  words,
  address,
  lists,
  pausedUntil,
  cap,
  stopped,
  toast,
  justLeft,
  said,
  kept,
}: Preferences): string {
  const sections = [...new Set(lists.map((list) => list.section))].sort(
    (a, b) => Number(a !== "") - Number(b !== ""),
  );
  const body = html`<h1>${words.preferences}</h1>
<p class="say">${words.for} ${addressMark(address)}. ${words.atOnce}</p>
${sections.map((section) => listSection(words, section, lists))}
${lists.length === 0 && html`<p class="say">${words.noLists}</p>`}
${(said || justLeft !== null) && whySection(words, said, { list: String(justLeft ?? 0) })}
${stopped ? stoppedSection(words, stopped.changeId) : html`${pauseSection(words, pausedUntil)}${oftenSection(words, cap)}${stopSection(words)}`}`;
  return frame({
    brand,
    words,
    title: toast?.text ?? words.preferences,
    body,
    foot: html`${words.personal} ${kept && html`<a href="${inLanguage(words, { step: "kept" })}">${words.keptAbout}</a>`}`,
    toast: toast ? toastBar(words, toast.text, toast.changeId) : undefined,
  });
}

/** The step between wanting to leave everything and having left it. */
export function stopPage(brand: Brand, words: RecipientWords, address: string, names: string[]): string {
  const detail = names.length === 0 ? words.stopDetailNone : words.stopDetail(names.join(", "));
  const body = html`<h1>${words.stopQuestion}</h1>
<p class="say">${words.for} ${addressMark(address)}. ${detail}</p>
<div class="row"><a class="btn" href="${inLanguage(words)}">${words.stopKeep}</a>
${formButton(words.stopConfirm, { action: "leave-all" }, "btn first")}</div>`;
  return frame({ brand, words, title: words.stopQuestion, body, foot: words.personal });
}

/** The step before what is kept about somebody goes to their own address. */
export function aboutPage(brand: Brand, words: RecipientWords, address: string): string {
  const body = html`<h1>${words.keptAbout}</h1>
<p class="say">${words.for} ${addressMark(address)}. ${words.keptDetail}</p>
<div class="row">${formButton(words.keptSend, { action: "send-kept" }, "btn first")}</div>`;
  return frame({ brand, words, title: words.keptAbout, body, foot: words.personal });
}

function listSection(words: RecipientWords, section: string, lists: ListChoice[]): Html {
  const own = lists.filter((list) => list.section === section);
  return html`${section && html`<h2 class="group" dir="auto">${section}</h2>`}<ul class="lists">${own.map((list) => choice(words, list))}</ul>`;
}

function choice(words: RecipientWords, { id, name, description, rhythm, on, locked }: ListChoice): Html {
  const detail = [description, rhythm].filter(Boolean).map((text) => text.replace(/[^.!?؟]$/, "$&."));
  const button = html`<form method="post"><input type="hidden" name="list" value="${id}"><button class="switch" role="switch" aria-checked="${on ? "true" : "false"}" aria-label="${name}" name="action" value="${on ? "leave" : "join"}"></button></form>`;
  return html`<li><div dir="auto"><b>${name}</b><br><span>${detail.join(" ")}</span></div>${locked ? html`<span class="lock">${words.alwaysOn}</span>` : button}</li>`;
}

function pauseSection(words: RecipientWords, pausedUntil: string | null): Html {
  if (pausedUntil)
    return html`<section><h2>${words.pausedUntil(pausedUntil)}</h2><p>${words.pausedDetail}</p>
<div class="row">${formButton(words.resume, { action: "resume" })}</div></section>`;
  const buttons = PAUSE_DAYS.map((days) =>
    formButton(words.pauseFor(days), { action: "pause", days: String(days) }),
  );
  return html`<section><h2>${words.pauseHeading}</h2><p>${words.pauseConsequence}</p><div class="row">${buttons}</div></section>`;
}

function oftenSection(words: RecipientWords, cap: number): Html {
  const choices = CAP_DAYS.map((days) =>
    days === cap
      ? html`<span class="btn chosen" aria-current="true">${words.often[days]}</span>`
      : formButton(words.often[days], { action: "often", days: String(days) }),
  );
  return html`<section><h2>${words.oftenHeading}</h2><p>${words.oftenConsequence}</p><div class="row">${choices}</div></section>`;
}

const stopSection = (words: RecipientWords): Html =>
  html`<section><h2>${words.stopHeading}</h2><p>${words.stopConsequence}</p>
<div class="row"><a class="btn" href="${inLanguage(words, { step: "leave-all" })}">${words.leaveAll}</a></div></section>`;

const stoppedSection = (words: RecipientWords, changeId: string | null): Html =>
  html`<section><h2>${words.stopped}</h2>
<p>${words.stoppedDetail}</p>
${changeId && html`<div class="row">${formButton(html`${undoIcon}${words.undoStop}`, { action: "undo", change: changeId })}</div>`}</section>`;

const toastBar = (words: RecipientWords, text: string, changeId: string): Html =>
  html`<div class="toast" role="status"><span>${text}</span>${formButton(html`${undoIcon}${words.undo}`, { action: "undo", change: changeId })}</div>`;
