import { type Field, fieldsIn, tagsOf } from "./fields";

/** One thing that receivers ask of a mail before they offer their own unsubscribe button. */
export interface Requirement {
  id: "list-unsubscribe" | "https" | "post" | "signed" | "opaque";
  met: boolean;
  /** What is so, in one sentence. */
  found: string;
  /** Where it is asked for. */
  source: string;
}

const ONE_CLICK = /^List-Unsubscribe=One-Click$/;
const COVERED = ["list-unsubscribe", "list-unsubscribe-post"];

/**
 * Whether a mail carries what one-click unsubscribe needs (RFC 8058 sections 3.1 and 4). It reads what is written: that a
 * signature names the two fields, not that it is valid, for which the key in the DNS would have to be asked.
 */
export function checkHeaders(mail: string): Requirement[] {
  const fields = fieldsIn(mail);
  const of = (name: string) => fields.filter((field) => field.name === name);
  const links = of("list-unsubscribe");
  const addresses = addressesIn(links);
  return [
    present(links),
    https(addresses),
    post(of("list-unsubscribe-post")),
    signed(of("dkim-signature")),
    opaque(addresses),
  ];
}

function present(links: Field[]): Requirement {
  const found =
    links.length === 1
      ? "List-Unsubscribe is there once."
      : links.length === 0
        ? "There is no List-Unsubscribe field."
        : `List-Unsubscribe is there ${links.length} times; receivers may ignore all of them.`;
  return { id: "list-unsubscribe", met: links.length === 1, found, source: "RFC 8058 section 3.1" };
}

const addressesIn = (links: Field[]): string[] =>
  links.flatMap(({ value }) =>
    [...value.matchAll(/<([^<>]{1,4000})>/g)].map(([, address]) => (address ?? "").trim()),
  );

function https(addresses: string[]): Requirement {
  const secure = addresses.filter((address) => /^https:\/\//i.test(address) && URL.canParse(address));
  const plain = addresses.some((address) => /^http:\/\//i.test(address));
  const found = plain
    ? "An address begins with http:, where only https: is allowed."
    : secure.length === 1
      ? `One https address, at ${new URL(secure[0] ?? "").hostname}.`
      : secure.length === 0
        ? "There is no https address in angle brackets."
        : `There are ${secure.length} https addresses; exactly one is allowed.`;
  return { id: "https", met: !plain && secure.length === 1, found, source: "RFC 8058 section 3.1" };
}

function post(fields: Field[]): Requirement {
  const met = fields.length === 1 && ONE_CLICK.test(fields[0]?.value ?? "");
  const found = met
    ? "List-Unsubscribe-Post is there once and says List-Unsubscribe=One-Click."
    : fields.length === 0
      ? "There is no List-Unsubscribe-Post field."
      : fields.length > 1
        ? `List-Unsubscribe-Post is there ${fields.length} times.`
        : "List-Unsubscribe-Post must say exactly List-Unsubscribe=One-Click.";
  return { id: "post", met, found, source: "RFC 8058 section 3.1" };
}

function signed(signatures: Field[]): Requirement {
  const covering = signatures.map(({ value }) => tagsOf(value)).filter(coversBoth);
  const [first] = covering;
  const found = first
    ? `The DKIM signature of ${first.get("d") || "an unnamed domain"} names both fields in h=.`
    : signatures.length === 0
      ? "The mail has no DKIM signature. Paste it as it arrived, not as it was written."
      : "No DKIM signature of this mail names both fields in h=.";
  return { id: "signed", met: first !== undefined, found, source: "RFC 8058 section 4" };
}

function coversBoth(tags: Map<string, string>): boolean {
  const names = (tags.get("h") ?? "").split(":").map((name) => name.trim().toLowerCase());
  return COVERED.every((name) => names.includes(name));
}

function opaque(addresses: string[]): Requirement {
  const shown = addresses.filter((address) => /^https?:/i.test(address) && /@|%40/i.test(address)).length > 0;
  const found = shown
    ? "The link seems to contain an e-mail address, which proxies and logs would learn."
    : addresses.length === 0
      ? "There is no link to look at."
      : "No e-mail address can be read from the link.";
  return { id: "opaque", met: !shown && addresses.length > 0, found, source: "RFC 8058 section 6" };
}
