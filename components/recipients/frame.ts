import { words } from "@/lib/core/recipient-words";
import { Html, html } from "./html";
import { STYLE } from "./style";

interface Frame {
  /** Of the organisation; empty before set-up. */
  organisation: string;
  title: string;
  body: Html;
  foot: string;
  /** Stands over the end of the page. */
  toast?: Html;
}

/** A whole page as the organisation's own: no script, no picture, no address of anybody else in it. */
export function frame({ organisation, title, body, foot, toast }: Frame): string {
  const initial = [...organisation][0]?.toUpperCase();
  const page = html`<!doctype html>
<html lang="${words.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<title>${title}${organisation && ` · ${organisation}`}</title>
<link rel="icon" href="data:,">
<style>${new Html(STYLE)}</style>
</head>
<body>
<main${toast && html` class="toasted"`}>
${organisation && html`<div class="org"><i aria-hidden="true">${initial}</i>${organisation}</div>`}
${body}
${foot && html`<p class="foot">${foot}</p>`}
</main>
${toast}
</body>
</html>`;
  return page.text;
}

/** A button that sends its own small form to this very page; `fields` go with it. */
export function formButton(label: Html | string, fields: Record<string, string>, look = "btn"): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post">${hidden}<button class="${look}">${label}</button></form>`;
}

export const undoIcon = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3 6h6.5a3.5 3.5 0 0 1 0 7H6"/><path d="M5.5 3 2.7 6l2.8 3"/></svg>`;

export const doneState = html`<p class="state"><svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.6"/><path d="m3.9 6.1 1.5 1.5 2.7-3"/></svg>${words.done}</p>`;
