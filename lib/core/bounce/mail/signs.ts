import { decodeWords } from "./decode";
import type { Header } from "./header";

/** Who writes bounces, by name or address, in the languages that mail systems speak. */
const DAEMON =
  /mail(?:er)?[-_. ]?daemon|mdaemon@|mail[ ._-]deliver\w*[ ._-](?:sub)?system|mail (?:administrator|system)|post[-_ ]?master|microsoftexchange[0-9a-f]{16}|system ?administrator|administrateur syst|amministratore di sistema|administrador del sistema|delivery (?:system|service|subsystem|failure|notification)|bounce[-_]?(?:handler|notif)|mail-?system@/;

/** What bounces say of a mail, in their subject or at their head. */
const FAILURE = new RegExp(
  [
    "undeliver|non-?deliver|not delivered|returned (?:mail|message|to sender|e-?mail)|return(?:ed)? mail|bounced? (?:mail|message|e-?mail|notif)",
    "deliver\\w* (?:status|failure|failed|problem|error|report|notif|has failed|incomplete|delay|warning|unsuccess|attempt)",
    "(?:could|can|was|were|has|have|had|did|does|is|are|wo)(?: ?not|n.t) (?:yet )?(?:be |been |get )?(?:deliver|reach|sent|forward|process|accept)",
    "(?:unable|not able|failed|failure) (?:to|in) (?:deliver|send|relay|reach)|trouble delivering|problems? (?:while )?delivering|error (?:while )?(?:delivering|sending|following|message below)",
    "failure (?:notice|delivery)|failed (?:mail|delivery|recipient|address)|mail (?:delivery|could not|system error|failure|error)|message (?:delivery|delayed|rejected|not )",
    "(?:permanent|fatal|delivery) error|(?:unknown|invalid|no such) (?:user|recipient|address|mailbox|account)|user unknown|mailbox (?:is |was )?(?:over)?(?:full|quota|unavailable)|quota exceeded|exceeds? allowed",
    "automatically rejected|was rejected|rejected recipient|still undelivered|postponed|could not send|delivery to .{1,80} failed|have delivery problems|\\bnot (?:an? )?(?:member|subscriber|allowed to post)",
    "unzustellbar|nicht (?:zu(?:gestellt|stellbar|stellen)|.{0,30}(?:zugestellt|.bermittelt|ausgeliefert))|zustellung.{0,40}(?:fehl|verz|nicht)",
    "n.a pas (?:pu|.t.).{0,40}(?:remis|d.livr|envoy|distribu|achemin)|non[- ](?:remis|distribu|d.livr)|.chec de (?:la )?(?:remise|livraison|distribution|l.envoi)|impossible de (?:remettre|distribuer)",
    "no (?:se )?(?:pudo|ha podido|ha sido|puede|fue|pudimos|ha).{0,40}entreg|no entregado|error de entrega|devuelto",
    "n.o (?:p.de|foi|pode|pudemos|ser. ).{0,40}entreg|n.o entregue|falha na entrega|devolvid",
    "impossibile (?:recapitare|consegnare)|non .{0,30}(?:recapitat|consegnat)|mancat[ao] (?:recapito|consegna)",
    "niet (?:.{0,30}(?:bezorgd|afgeleverd)|bestelbaar)|onbestelbaar|kunde inte (?:levereras|skickas)|olevererbart|kunne ikke (?:leveres|sendes)|ikke leveres|ei voitu (?:toimittaa|l.hett)",
    "nie (?:mo.na|zosta.a|uda.o).{0,40}dostarcz|niedostarcz|nelze doru|nebyla? .{0,20}doru|nem (?:.{0,20}k.zbes.t|siker.lt)|teslim edilemedi|iletilemedi",
    "не .{0,40}доставл|недоставл|не удалось доставить|невозможно доставить",
    "送信(?:でき|に失敗)|配信(?:でき|不能|に失敗|エラー)|届け(?:でき|られ)|エラー通知|配送(?:でき|不能)|不達|無法(?:傳遞|投遞|遞送)|无法(?:投递|送达|发送|传递)|退信|投递失败|반송|전송.{0,10}(?:실패|못)|배달.{0,10}(?:실패|못)",
  ].join("|"),
);

/** Where a report says what it is about, in characters. */
const MAX_OPENING = 1_000;
const MAX_TOLD = 6_000;

/** Waits, and says so. */
const DELAY = new RegExp(
  [
    "delayed|delay notif|not yet been delivered|still (?:undelivered|trying|being (?:tried|attempted))",
    "will (?:continue|keep|be (?:retried|attempted))|could not send message for past",
    "warning message only|only a (?:warning|notification about a delay)|(?:is )?just a warning",
    "attempts? will continue|has been postponed|advisory-only|no action is required",
    "wird weiter(?:hin)? versucht|verz.gert|retard(?:e|é)|retrasado|ritardat|vertraagd|задержан|遅延|延迟",
  ].join("|"),
);
const GIVEN_UP = new RegExp(
  [
    "giv(?:en|ing) up|will not (?:be )?(?:retr|try)|not going to try again|permanent (?:error|fail)|(?<!non-)fatal error",
    "could not be delivered|no longer|has been removed|returned to|(?:failed|rejected) permanently|will be deleted",
  ].join("|"),
);

const AWAY = new RegExp(
  [
    "out of (?:the )?office|\\boof\\b|\\booo\\b|auto(?:matic|mated)?[-_ ]?(?:reply|response|respon|answer)|vacation|holiday (?:notice|reply)",
    "(?:am|is|be|currently) (?:away|on (?:leave|vacation|holiday))|away from|on (?:maternity|annual|parental|sick) leave",
    "abwesen|automatische (?:antwort|r.ckmeldung)",
    "r.ponse auto|absen[ct]e? (?:du bureau|jusqu|\\w+ bureau)|message d.absence",
    "risposta automatica|fuori (?:sede|ufficio)|assenza",
    "respuesta auto|fuera de (?:la )?oficina|ausen[tc]",
    "resposta auto|fora d[oe] escrit",
    "automatisch antwoord|afwezig",
    "autosvar|automatiskt? svar|fr.nvar|frav.r|automaattinen|poissa",
    "automatyczna odpowied|nieobecno|automatick. odpov|automatikus v.lasz",
    "автоответ|автоматический ответ|нет на месте",
    "自動(?:返信|応答|回覆)|自动(?:回复|答复)|不在(?:通知|のお知らせ)|休暇",
    "자동 ?(?:회신|응답)|부재",
    "otomatik (?:yan|cevap)|ofis d|αυτόματη απάντηση|r.spuns automat",
  ].join("|"),
);

export const subjectOf = (header: Header): string =>
  decodeWords((header.get("subject") ?? "").slice(0, 1_000));

// The patterns above are of small letters: a comparison that ignores case costs many times as much.
const topicOf = (header: Header): string => subjectOf(header).toLowerCase();
const originOf = (header: Header): string =>
  `${decodeWords((header.get("from") ?? "").slice(0, 1_000))} ${header.get("sender") ?? ""}`.toLowerCase();

/** Whether a mail system, not a person, is named as the sender. */
const isFromDaemon = (header: Header): boolean =>
  DAEMON.test(originOf(header)) || /^\s*<?\s*mailer-daemon/i.test(header.get("return-path") ?? "");

/** Whether the words of a report, with its subject before them, say that delivery goes on being tried. */
export function saysDelay(text: string): boolean {
  const lower = text.slice(0, MAX_TOLD).toLowerCase();
  return DELAY.test(lower) && !GIVEN_UP.test(lower);
}

const emptyReturnPath = (header: Header): boolean => /^\s*<\s*>/.test(header.get("return-path") ?? "");

const isBulk = (header: Header): boolean =>
  header.has("list-unsubscribe") ||
  header.has("list-id") ||
  /^\s*(?:bulk|list)/i.test(header.get("precedence") ?? "");

/** Fields by which programs mark their automatic answers (RFC 3834 section 5, and what came before it). */
const MARKS = [
  "x-autoreply",
  "x-autorespond",
  "x-autoresponder",
  "x-auto-reply",
  "x-autoreply-from",
  "x-mail-autoreply",
  "x-autogenerated-reply",
];

function isMarked(header: Header): boolean {
  const submitted = header.get("auto-submitted") ?? "";
  return (
    MARKS.some((name) => header.has(name)) ||
    /^\s*auto.?reply/i.test(header.get("precedence") ?? header.get("x-precedence") ?? "") ||
    /autorespond/i.test(header.get("delivered-to") ?? "") ||
    /^\s*auto-replied/i.test(submitted)
  );
}

/** Whether a mail is an automatic answer: so marked, by its subject, or sent by a program and telling of an absence. */
export const isAutomaticReply = (header: Header, opening: string): boolean =>
  isMarked(header) ||
  AWAY.test(topicOf(header)) ||
  ((emptyReturnPath(header) || header.has("auto-submitted")) &&
    AWAY.test(opening.slice(0, 600).toLowerCase()));

/** Whether a person passes a mail on. */
export const isForwarded = (header: Header): boolean => /^\s*(?:fwd?|wg|tr|rv)\s*:/.test(topicOf(header));

/** A person speaks: a greeting, a question, something of their own, a quotation. */
const PERSONAL =
  /^\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten|sehr geehrte|liebe|bonjour|hola|buenas|caro|ciao|ol.)\b|\bmy (?:e-?mails?|messages?|mails?)\b|\b(?:i|we) (?:got|get|received|receive|sent|tried|have been|keep|saw|noticed|checked|looked)\b|\b(?:can|could) you\b|\bany idea|\bthanks\b|\?(?:\s|$)|^>|\bwrote:|forwarded message/m;

/** Whether a mail that names no daemon was written by a person, about bounces perhaps. */
const isPersonal = (header: Header, opening: string): boolean =>
  PERSONAL.test(opening.slice(0, 600)) || header.has("user-agent") || isForwarded(header);

/** Whether a mail without a machine's report tells of a failed delivery, by its header and the words at its head. */
export function isNotice(header: Header, words: string): boolean {
  if (header.has("x-failed-recipients")) return true;
  const topic = topicOf(header);
  if (AWAY.test(topic)) return false;
  if (originOf(header).includes("mailer-daemon")) return true;
  const opening = words.slice(0, MAX_OPENING).toLowerCase();
  const told = FAILURE.test(topic);
  const empty = emptyReturnPath(header);
  const automatic = empty || header.has("auto-submitted");
  if (isFromDaemon(header) && (told || FAILURE.test(opening)))
    return automatic || !isPersonal(header, opening);
  if (told && automatic) return true;
  if (isBulk(header) || isMarked(header) || (!empty && isPersonal(header, opening))) return false;
  return (told || (empty && opening.includes("@"))) && FAILURE.test(opening.slice(0, 400));
}
