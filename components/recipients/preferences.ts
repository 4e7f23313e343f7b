import { words } from "@/lib/core/recipient-words";
import { formButton, frame, undoIcon } from "./frame";
import { type Html, html } from "./html";

export interface ListChoice {
  id: number;
  name: string;
  description: string;
  rhythm: string;
  on: boolean;
  /** Transactional: said to be always on, without a switch. */
  locked: boolean;
}

interface Preferences {
  organisation: string;
  /** The recipient's address, masked. */
  address: string;
  lists: ListChoice[];
  /** Left every list; with the ledger's row where that can be taken back as a whole. */
  stopped: { changeId: string | null } | null;
  /** What has just happened. */
  toast: { text: string; changeId: string } | null;
}

/** Every list with its switch. Each switch is a form's button, so that all of it works without a script. */
export function preferencesPage({ organisation, address, lists, stopped, toast }: Preferences): string {
  const body = html`<h1>${words.preferences}</h1>
<p class="say">${words.for} <b>${address}</b>. ${words.atOnce}</p>
${lists.length > 0 ? html`<ul class="lists">${lists.map(choice)}</ul>` : html`<p class="say">${words.noLists}</p>`}
${stopped ? stoppedSection(stopped.changeId) : stopSection}`;
  return frame({
    organisation,
    title: toast?.text ?? words.preferences,
    body,
    foot: words.personal,
    toast: toast ? toastBar(toast.text, toast.changeId) : undefined,
  });
}

/** The step between wanting to leave everything and having left it. */
export function stopPage(organisation: string, address: string, names: string[], backHref: string): string {
  const body = html`<h1>${words.stopQuestion}</h1>
<p class="say">${words.for} <b>${address}</b>. ${words.stopDetail(names)}</p>
<div class="row"><a class="btn" href="${backHref}">${words.stopKeep}</a>
${formButton(words.stopConfirm, { action: "leave-all" }, "btn first")}</div>`;
  return frame({ organisation, title: words.stopQuestion, body, foot: words.personal });
}

function choice({ id, name, description, rhythm, on, locked }: ListChoice): Html {
  const detail = [description, rhythm].filter(Boolean).map((text) => text.replace(/[^.!?]$/, "$&."));
  const button = html`<form method="post"><input type="hidden" name="list" value="${id}"><button class="switch" role="switch" aria-checked="${on ? "true" : "false"}" aria-label="${name}" name="action" value="${on ? "leave" : "join"}"></button></form>`;
  return html`<li><div><b>${name}</b><br><span>${detail.join(" ")}</span></div>${locked ? html`<span class="lock">${words.alwaysOn}</span>` : button}</li>`;
}

const stopSection = html`<section><h2>${words.stopHeading}</h2><p>${words.stopConsequence}</p>
<div class="row"><a class="btn" href="?step=leave-all">${words.leaveAll}</a></div></section>`;

const stoppedSection = (changeId: string | null): Html => html`<section><h2>${words.stopped}</h2>
<p>${words.stoppedDetail}</p>
${changeId && html`<div class="row">${formButton(html`${undoIcon}${words.undoStop}`, { action: "undo", change: changeId })}</div>`}</section>`;

const toastBar = (text: string, changeId: string): Html =>
  html`<div class="toast" role="status"><span>${text}</span>${formButton(html`${undoIcon}${words.undo}`, { action: "undo", change: changeId })}</div>`;
