import { decodeWords } from "./decode";
import type { Header } from "./header";
import { subjectOf } from "./signs";

/** Fields by which systems of challenge and response mark their questions. */
const CHALLENGE_FIELDS = [
  "x-spamarrest",
  "x-tmda-fingerprint",
  "x-boxtrapper",
  "x-ask-auth",
  "x-choicemail",
  "x-mailblocks",
  "x-challenge",
  "x-bluebottle-request",
];
const CHALLENGER =
  /spamarrest|earthlink.{0,20}spamblocker|spamblocker|antispam\s?uol|anti-?spam.{0,10}uol|boxtrapper|tmda|mailblocks|choicemail|knowspam|0spam|bluebottle|sendio|vanquish|qurb|boxbe|mailinblack|spamcop challenge|digiportal|mailfrontier/i;
/** Asks to prove something ... */
const ASKS =
  /(?:confirm|verif(?:y|ied|ication)|validat\w+|authenticat\w+|authoriz\w+|prove|valid(?:er|ez)|best.tig\w+|confirm(?:e|ar|ez)|conferma\w*).{0,80}(?:your (?:e-?mail|message|mail|address|identity|delivery)|sender|human|person|real|absender|expediteur|expéditeur|remetente|remitente|mittente|spam)|verification required|challenge[- ]?response|before (?:your|the) (?:message|mail|e-?mail) (?:can|will) be (?:delivered|read)|is being held/i;
/** ... because of spam, or until it is proved. */
const BECAUSE =
  /spam|unsolicited|junk|unwanted|one[- ]time|only (?:need|have) to|held|pending|waiting|quarantin|approved senders|white ?list|indesej|ind.sirable|unerw.nscht/i;

/** Whether a mail asks its reader to prove that a person wrote to it, before it is delivered. */
export function isChallenge(header: Header, opening: string): boolean {
  const from = decodeWords((header.get("from") ?? "").slice(0, 1_000));
  if (CHALLENGE_FIELDS.some((name) => header.has(name))) return true;
  const text = `${subjectOf(header)}\n${opening}`;
  if (!ASKS.test(text)) return false;
  if (CHALLENGER.test(`${from} ${header.get("x-mailer") ?? ""} ${text}`)) return true;
  const automatic =
    header.has("auto-submitted") ||
    header.has("x-autoreply") ||
    /^\s*<\s*>/.test(header.get("return-path") ?? "") ||
    /bulk|junk|auto.?reply/i.test(header.get("precedence") ?? "") ||
    header.has("in-reply-to");
  return (
    automatic && BECAUSE.test(text) && /https?:\/\/|repl(?:y|ying)|respond|antwort|r.pond/i.test(opening)
  );
}

const UNSUBSCRIBE_WORDS = [
  "unsubscribe(?: me)?|un-?subscribe request|opt[- ]?out|remove(?: me)?|stop",
  "abmelden|abbestellen",
  "d.sabonner|d.sabonnement|se d.sinscrire|d.sinscription",
  "darse de baja|baja|cancelar (?:suscripci.n|inscri..o)|descadastrar",
  "disiscriviti|cancellami",
  "uitschrijven|avregistrera|afmeld",
  "отписаться|配信停止|退订|取消訂閱",
];
const UNSUBSCRIBE_SUBJECT = new RegExp(`^\\s*(?:list[- ])?(?:${UNSUBSCRIBE_WORDS.join("|")})[\\s.!]*$`, "i");
const UNSUBSCRIBE_ADDRESS =
  /(?:^|[<\s.+_-])(?:un-?sub(?:scribe)?|opt-?out|leave|remove|signoff)(?:[.+_=-][^@\s]{0,200})?@/i;

/** Whether a mail asks to be taken off a list: one that List-Unsubscribe called for, or one that says nothing else. */
export function isUnsubscribe(header: Header, words: string): boolean {
  if (/^\s*true/i.test(header.get("x-apple-unsubscribe") ?? "")) return true;
  if (/^\s*auto-replied/i.test(header.get("auto-submitted") ?? "")) return false;
  const brief = words.trim().length < 600;
  const subject = subjectOf(header);
  if (brief && UNSUBSCRIBE_SUBJECT.test(subject)) return true;
  return (
    brief &&
    UNSUBSCRIBE_ADDRESS.test(header.get("to") ?? "") &&
    !/^\s*(?:re|aw|fwd?|wg|sv|tr)\s*:/i.test(subject) &&
    (/unsubscri|opt.?out|remove/i.test(`${subject} ${words}`) || words.trim() === "")
  );
}
