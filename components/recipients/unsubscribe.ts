import { words } from "@/lib/core/recipient-words";
import { doneState, formButton, frame, undoIcon } from "./frame";
import { html } from "./html";

interface Subject {
  organisation: string;
  /** Name of the list. */
  list: string;
  /** The recipient's address, masked. */
  address: string;
  preferencesHref: string;
}

/** What the link of a mail opens: one button, and nothing has happened yet. */
export function askPage({ organisation, list, address, preferencesHref }: Subject): string {
  const body = html`<h1>${words.leaveQuestion(list)}</h1>
<p class="say">${words.for} <b>${address}</b>. ${words.leaveConsequence}</p>
<div class="row">${formButton(words.leave(list), { action: "leave" }, "btn first")}
<a class="btn bare" href="${preferencesHref}">${words.chooseInstead}</a></div>`;
  return frame({ organisation, title: words.leaveQuestion(list), body, foot: words.sentBy(organisation) });
}

/** After leaving, at once and at every later visit. `others` are the names of the lists that still come. */
export function leftPage({
  organisation,
  list,
  address,
  preferencesHref,
  others,
}: Subject & { others: string[] }): string {
  const body = html`${doneState}
<h1>${words.left(list)}</h1>
<p class="say">${words.leftInForce} <b>${address}</b>. ${words.leftInFlight}</p>
<div class="row">${formButton(html`${undoIcon}${words.undoLeave(list)}`, { action: "undo" })}</div>
<section class="ruled"><h2>${words.stillGets(others.length)}</h2>
${others.length > 0 && html`<p class="say">${others.join(", ")}.</p>`}
<div class="row"><a class="btn" href="${preferencesHref}">${words.chooseInstead}</a>
${others.length > 0 && html`<a class="btn bare" href="${preferencesHref}?step=leave-all">${words.leaveAll}</a>`}</div></section>`;
  return frame({ organisation, title: words.left(list), body, foot: words.sentBy(organisation) });
}

/** After the undo. */
export function keptPage({ organisation, list, address, preferencesHref }: Subject): string {
  const body = html`${doneState}
<h1>${words.kept(list)}</h1>
<p class="say">${words.keptInForce} <b>${address}</b>.</p>
<div class="row">${formButton(words.leave(list), { action: "leave" })}
<a class="btn bare" href="${preferencesHref}">${words.chooseInstead}</a></div>`;
  return frame({ organisation, title: words.kept(list), body, foot: words.sentBy(organisation) });
}

/** A page that only says something. It knows no organisation, so that it looks the same whoever asks. */
export function messagePage(title: string, detail: string): string {
  const body = html`<h1>${title}</h1><p class="say">${detail}</p>`;
  return frame({ organisation: "", title, body, foot: "" });
}
