import type { Rule } from "./rule";

const MAIL = "mail|mails|email|emails|message|messages";

/** Plain words about too much at a time, which outweigh whatever else the reply mentions. */
export const RATE_FIRST: Rule[] = [
  {
    id: "rate",
    category: "rate-limited",
    when: [
      "connection|connections|sending|smtp frequency|rate? limited|limit|exceeded|limitation|exceeds|reached",
      "recipient|rcpt|sender|domain|ip frequency|rate limited|limit|exceeded|limitation|exceeds|reached",
      "recipient exceeded limit for",
      "connection|connections rate|frequency",
      "frequency limited|limit|exceeded",
      `too many smtp? concurrent|simultaneous|connections|connection|sessions|recipients|rcpts|rcpt|requests|deliveries|transactions|letters|${MAIL}`,
      "too many invalid|bad|unknown recipients|users|addresses|commands",
      "too many … connections|sessions",
      "too many errors",
      "too many recent|incoming|new|unwanted messages|mails|emails",
      "sending|hourly|daily quota|cap|ceiling|limit",
      "hourly|daily recipient|message|sending quota|cap|ceiling|limit",
      "faster than allowed|permitted",
      "too much mail|email|traffic",
      "limits|limit for? how many",
      "unusual sending activity",
      "excessive|high sending activity",
      "threshold exceeded|reached",
      "trop de connexions",
      `unusual rate|volume of traffic|sending|${MAIL}`,
      `receiving ${MAIL} … rate`,
      "rate … prevents",
      "daily|hourly|sending|relay|submission|outbound|outgoing|monthly|per|recipient|rcpt smtp? relay? limit|quota|limits|quotas … exceeded|reached|exceeds|exceed|hit",
      "daily|hourly relay? quota|limit",
      "exceeded … daily|hourly|sending|recipients|connections|connection|hour|minute rate|limit|day|quota",
      "exceeded|exceeds … per hour|minute|day|second|connection|session",
      "limit|limits|recipients|quota per hour|minute|day|second|connection|session",
      "per hour|minute|day|second limit|limits|receive|quota",
      `connections|${MAIL} too fast|quickly|frequent|frequently|often`,
      "too fast|quickly|frequently|frequent|often",
      "concurrent|simultaneous connections|connection|sessions",
      "maximum|max number? of? connections|recipients|sessions|concurrent|rcpts",
      "mail flood|flooding",
      "slow|slowing down",
      "slower",
      "recipient limit|count exceeded",
      `excessive rate|volume|connections|recipients|number|traffic|${MAIL}`,
      `high rate|frequency|volume of connections|${MAIL}`,
    ],
    example: "421 4.7.0 Too many concurrent SMTP connections",
  },
];

/** Looser words for the same, asked after authentication and reputation: those replies speak of rates too. */
export const RATE_LATER: Rule[] = [
  {
    id: "rate-loosely",
    category: "rate-limited",
    when: [
      "rate limit|limits|limited|limiting|limitation|exceeded|control|controlled",
      "ratelimit|ratelimited|throttle|throttled|throttling|ratelimiting",
      "exceeded|exceeds … rate|frequency|connections|threshold",
      "exceeded|exceeds … number|count|amount of? recipients",
      "unexpected|unusual volume|traffic",
      `volume of traffic|${MAIL}`,
      "temporarily limited",
      "频 率",
      "流 量 制 限",
      "送 信 制 限",
      "接 続 数",
      "过 快",
      "zu viele verbindungen|nachrichten|mails|empfanger|empfaenger",
      "demasiadas|demasiados|muitas|muitos|troppe|troppi conexiones|mensajes|conexoes|mensagens|connessioni|messaggi",
      "слишком много|часто",
      "reduce|lower … rate|frequency|volume|speed",
    ],
    example: "451 4.7.1 Your messages are being rate limited",
  },
];

/** The receiver wants to see the sender try again. */
export const GREYLIST: Rule[] = [
  {
    id: "greylist",
    category: "greylist",
    when: [
      "first time sender|seen",
      "first contact|attempt … deferred|delayed|refused",
      "internal resources temporarily? unavailable",
      "try|come|retry again? back? in|after … minutes|seconds|minute|sec|secs|min|mins|hour",
    ],
    example: "451 Please try again in 300 seconds",
  },
];

const BOX =
  "mailbox|mailboxes|inbox|account|user|users|recipient|recipients|mbox|folder|mailfolder|store|maildir|storage";

/** No room in the mailbox or in the whole system. */
export const ROOM: Rule[] = [
  {
    id: "system-full",
    category: "system-error",
    when: [
      "system full",
      "not enough|sufficient|insufficient system|disk storage|resources|space",
      "insufficient system? disk? storage|space|resources|memory",
      "disk full",
      "no space|room left on",
      "out of memory",
      "out of disk space",
    ],
    example: "452 4.3.1 Insufficient system storage",
  },
  {
    id: "mailbox-full",
    category: "mailbox-full",
    when: [
      `${BOX} … full|overfull|overquota|stuffed`,
      "full|overfull mailbox|inbox|maildir",
      "over|exceeds|exceeded|exceeding|exceed|above|beyond|reached mail|mailbox|disk|storage|maximum|allowed|allocated|size|email? quota|quotas|allocation|allotment|storage|space",
      "quota exceeded|exceeds|exceed|full|violation|limit|reached|exhausted|overrun|over|error|used",
      "overquota|diskquota|overdraft|quota",
      "mail file … exceeds|exceeded|reached|maximum|full",
      "recipient|user reached … quota|limit",
      "exceeding receiving|storage limits|limit|quota",
      "over|out of disk? storage|space|quota",
      "exhausted allowed storage",
      "space used up",
      `${BOX} … exceeded|exceeds|exceed|reached|over … limit|limits|quota|size|storage|capacity|maximum|space`,
      `${BOX} size|space|storage|quota limit? exceeded|exceeds|full|reached|limit`,
      "not|no|insufficient|lack enough|sufficient|free|available|more|of? disk|storage|mailbox? space|room|storage",
      "storage full|limit|exceeded|exceeds|capacity",
      "boite|boitage … pleine|saturee|plein",
      "postfach … voll|uberfullt|uberfuellt|ubervoll|uebervoll",
      "benutzer|postfach|konto … zuviele|zuviel mails|nachrichten|daten",
      "speicherplatz|kontingent … erschopft|uberschritten|erreicht",
      "espace … insuffisant|depasse",
      "quota … depasse|depassee|superada|superato|excedida|atteint",
      "cuota … superado|excedido|excedida",
      "superado|excedido|excedeu … cuota|quota|cota|limite",
      "buzon|casilla|bandeja … lleno|llena",
      "casella … piena",
      "caixa … cheia",
      "mailbox … vol",
      "已 满",
      "空 间 不 足|满",
      "容 量 不 足",
      "邮 箱 … 满",
      "容 量 … 超",
      "超 … 容 量",
      "переполнен|переполнена",
      "przepelniona|pelna|zaplnena",
    ],
    example: "552 5.2.2 Mailbox full",
  },
];

/** One message too large for this mailbox or server. */
export const SIZE: Rule[] = [
  {
    id: "too-large",
    category: "message-too-large",
    when: [
      `size|content|body|attachment|attachments|data|file|letter|${MAIL} too big|large|long|huge`,
      "message|mail|email|size|body|attachment|length … exceeds|exceeded|exceed|exceeding|larger|bigger|greater|over|above … limit|limits|size|maximum|length|allowed|bytes|kb|mb|permitted",
      "exceeds|exceeded|exceed|exceeding|over … size|length|sizes limit|limits|restriction|allowed",
      "size|length|sizes limit|limits|restriction exceeded|exceeds|reached",
      "maximum|max inbound|incoming? message|mail|email|allowed|permitted|fixed size|length",
      "exceeds fixed|maximum|max limit|size|message|length",
      "oversize|oversized",
      "larger|bigger|greater than … limit|allowed|maximum|bytes|mb|kb|accept|accepted",
      "recip|recipient|sender|send size limit",
      "number of attachments … exceeds",
      "size limit",
      "limite de? taille",
      "taille … maximale|limite|message|depasse",
      "nachricht|mail … zu gross|groß",
      "mensaje|mensagem|messaggio … demasiado|muito|troppo grande",
    ],
    example: "552 5.3.4 Message size exceeds fixed limit",
  },
];
