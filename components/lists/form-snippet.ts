interface Form {
  origin: string;
  list: number;
  /** The consent text whose version is shown. */
  consent: { id: number; text: string; language: string };
  /** Of the field and of the button, in that language. */
  label: string;
  button: string;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[letter] ?? "&quot;");

/**
 * The form for somebody's own site: plain HTML without a script, so that nothing of ours runs there. The hidden field is
 * for programs that fill in everything.
 */
export function formSnippet({ origin, list, consent, label, button }: Form): string {
  const id = `repute-${list}`;
  return `<form method="post" action="${origin}/subscribe/${list}?lang=${consent.language}" lang="${consent.language}" dir="auto">
  <label for="${id}">${escaped(label)}</label>
  <input id="${id}" name="address" type="email" autocomplete="email" required>
  <input name="website" tabindex="-1" autocomplete="off" aria-hidden="true" style="position:absolute;left:-9999px">
  <input name="consent" type="hidden" value="${consent.id}">
  <p>${escaped(consent.text)}</p>
  <button>${escaped(button)}</button>
</form>`;
}

/** The same by the API, for a site with a form of its own. */
export const apiSnippet = ({ origin, list, consent }: Pick<Form, "origin" | "list" | "consent">): string =>
  `curl -X POST "${origin}/api/v1/lists/${list}/opt-ins" \\
  -H "Authorization: Bearer $REPUTE_KEY" -H "Content-Type: application/json" \\
  -d '{"address":"ida@posteo.example","language":"${consent.language}","consent":${consent.id}}'`;
