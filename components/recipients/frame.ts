import { RECIPIENT_WORDS } from "@/lib/core/recipient-words";
import { LANGUAGES, type RecipientWords } from "@/lib/core/recipient-words/words";
import type { Brand } from "@/lib/server/brand";
import { Html, html } from "./html";
import { styleOf } from "./style";

/** Of pages that must look the same whoever asks. */
export const NO_BRAND: Brand = { name: "", logo: null, accent: null };

interface Frame {
  brand: Brand;
  words: RecipientWords;
  title: string;
  body: Html;
  foot: Html | string;
  /** Stands over the end of the page. */
  toast?: Html;
}

/** A whole page as the organisation's own: no script, no picture, no address of anybody else in it. */
export function frame({ brand, words, title, body, foot, toast }: Frame): string {
  const { name, logo } = brand;
  const mark = logo
    ? html`<img src="${logo}" alt="">`
    : html`<i aria-hidden="true">${[...name][0]?.toUpperCase()}</i>`;
  const page = html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow">
<title>${title}${name && ` · ${name}`}</title>
<link rel="icon" href="data:,">
<style>${new Html(styleOf(brand))}</style>
</head>
<body>
<main${toast && html` class="toasted"`}>
${name && html`<div class="org">${mark}<span dir="auto">${name}</span></div>`}
${body}
<footer>
${foot && html`<p>${foot}</p>`}
<nav aria-label="${words.otherLanguages}">${LANGUAGES.map((language) => otherLanguage(language, words))}</nav>
</footer>
</main>
${toast}
</body>
</html>`;
  return page.text;
}

function otherLanguage(language: (typeof LANGUAGES)[number], words: RecipientWords): Html {
  const { name } = RECIPIENT_WORDS[language];
  return words.language === language
    ? html`<span aria-current="true">${name}</span>`
    : html`<a href="?lang=${language}" hreflang="${language}" lang="${language}">${name}</a>`;
}

/** The query that keeps the language of a page that was not opened in it by itself. */
export const inLanguage = ({ language }: RecipientWords, query: Record<string, string> = {}): string =>
  `?${new URLSearchParams({ ...query, lang: language })}`;

/** A button that sends its own small form to this very page; `fields` go with it. */
export function formButton(label: Html | string, fields: Record<string, string>, look = "btn"): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<form method="post">${hidden}<button class="${look}">${label}</button></form>`;
}

export const undoIcon = html`<svg class="turns" viewBox="0 0 16 16" aria-hidden="true"><path d="M3 6h6.5a3.5 3.5 0 0 1 0 7H6"/><path d="M5.5 3 2.7 6l2.8 3"/></svg>`;

export const doneState = (words: RecipientWords): Html =>
  html`<p class="state"><svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="4.6"/><path d="m3.9 6.1 1.5 1.5 2.7-3"/></svg>${words.done}</p>`;

/** An address in masked form: always left to right, also in a line that runs the other way. */
export const addressMark = (address: string): Html => html`<b><bdi dir="ltr">${address}</bdi></b>`;
