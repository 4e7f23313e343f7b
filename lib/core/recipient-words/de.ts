import type { RecipientWords } from "./words";

export const de: RecipientWords = {
  language: "de",
  direction: "ltr",
  name: "Deutsch",
  version: 3,
  otherLanguages: "Sprache",

  leave: (list) => `${list} abbestellen`,
  leaveQuestion: (list) => `${list} abbestellen?`,
  leaveConsequence: "Danach erhalten Sie keine Mail dieser Liste mehr. Noch hat sich nichts geändert.",
  chooseInstead: "Auswählen, was Sie erhalten",

  done: "Erledigt",
  left: (list) => `Sie erhalten ${list} nicht mehr.`,
  leftInForce: "Das gilt ab sofort, für",
  leftInFlight: "Eine Mail, die in der letzten Minute hinausging, kann noch ankommen.",
  undoLeave: (list) => `Rückgängig, ${list} behalten`,
  stillGets: (n) =>
    n === 0
      ? "Sie erhalten keine unserer Listen"
      : n === 1
        ? "Eine Liste erhalten Sie weiterhin"
        : `${n} Listen erhalten Sie weiterhin`,
  leaveAll: "Alle Listen abbestellen…",

  kept: (list) => `Sie erhalten ${list} wieder.`,
  keptInForce: "Ihre Wahl wurde zurückgenommen, für",

  preferences: "Was dürfen wir Ihnen senden?",
  for: "Für",
  atOnce: "Jede Änderung gilt sofort.",
  alwaysOn: "immer an",
  noLists: "Zurzeit gibt es keine Liste zur Auswahl.",

  pauseHeading: "Gerade zu viel?",
  pauseConsequence:
    "Alle Listen pausieren. Danach geht es von selbst weiter. Belege und Nachrichten zu Ihrem Konto kommen weiterhin.",
  pauseFor: (days) => `${days} Tage pausieren`,
  pausedUntil: (until) => `Pausiert bis ${until}`,
  pausedDetail: "Ihre Listen bleiben, wie sie sind, und beginnen an diesem Tag von selbst wieder.",
  resume: "Pause jetzt beenden",

  oftenHeading: "Wie oft?",
  oftenConsequence:
    "Das gilt für alle Listen zusammen. Belege und Nachrichten zu Ihrem Konto kommen weiterhin.",
  often: { 0: "Jede Mail", 7: "Höchstens eine je Woche", 30: "Höchstens eine im Monat" },
  changedOften: "Wie oft Sie Mail erhalten, ist geändert.",

  stopHeading: "Alles beenden",
  stopConsequence: "Sie verlassen jede Liste oben. Belege und Nachrichten zu Ihrem Konto kommen weiterhin.",
  stopQuestion: "Alle Listen abbestellen?",
  stopDetail: (names) =>
    `Sie verlassen ${names}, und keine neue Liste nimmt Sie auf. Belege und Nachrichten zu Ihrem Konto kommen weiterhin.`,
  stopDetailNone:
    "Sie stehen auf keiner Liste, und keine neue nimmt Sie auf. Belege und Nachrichten zu Ihrem Konto kommen weiterhin.",
  stopKeep: "Alles lassen, wie es ist",
  stopConfirm: "Alle Listen abbestellen",
  stopped: "Sie haben jede Liste verlassen",
  stoppedDetail:
    "Schalten Sie eine ein, um sie wieder zu erhalten, oder nehmen Sie die Entscheidung ganz zurück.",
  undoStop: "Rückgängig, meine Listen zurück",

  undo: "Rückgängig",
  changedLeft: (list) => `Sie haben ${list} verlassen.`,
  changedJoined: (list) => `Sie erhalten ${list}.`,
  changedStopped: "Sie haben jede Liste verlassen.",
  changedResumed: "Sie haben Ihre Listen zurück.",
  pauseEnded: "Die Pause ist vorbei. Ihre Listen kommen wieder.",

  whyHeading: "Warum gehen Sie?",
  whyOptional: "Sie müssen es nicht sagen. Ein Tippen genügt.",
  whyThanks: "Danke. Es ist notiert.",
  reasons: {
    "too-often": "Zu oft",
    "not-for-me": "Nicht mehr passend",
    "never-asked": "Nie darum gebeten",
    other: "Ein anderer Grund",
  },

  personal: "Diese Seite gehört zu Ihrer Adresse. Leiten Sie sie nicht weiter. Kein Konto, keine Cookies.",
  keptAbout: "Was wir über Sie speichern",
  keptDetail:
    "Es geht an Ihre eigene Adresse, als JSON und als Tabelle: diese Seite kann weitergeleitet worden sein.",
  keptSend: "Mir zusenden",
  keptSentDetail: "Eine Mail mit den Links dazu ist an Ihre Adresse unterwegs.",
  keptMailSubject: (organisation) => `Was ${organisation} über Sie speichert`,
  keptMailText: (organisation) =>
    `Das speichert ${organisation} über Sie, als JSON und als Tabelle. Die Links gehören Ihnen: leiten Sie sie nicht weiter.`,
  sentBy: (organisation) => `Gesendet von ${organisation}. Kein Konto, keine Cookies.`,

  badLink: "Dieser Link funktioniert nicht.",
  badLinkDetail:
    "Vielleicht hat ein Mailprogramm ihn abgeschnitten. Kopieren Sie ihn ganz, oder nehmen Sie den Link einer neueren Mail.",
  alwaysOnTitle: "Diese Mail lässt sich nicht abschalten.",
  alwaysOnDetail: "Sie kommt nur, wenn etwas geschieht, etwa eine Bestellung oder eine neue Anmeldung.",
  away: "Wir können es gerade nicht speichern.",
  awayDetail:
    "Noch hat sich nichts geändert. Versuchen Sie es in einer Minute wieder: der Link bleibt gültig.",
  notUnderstood: "Diese Anfrage war nicht zu verstehen.",
  nothingChanged: "Es hat sich nichts geändert.",

  linkHeading: "Ihr Link per Mail",
  linkDetail:
    "Schreiben Sie Ihre Adresse. Steht sie auf einer unserer Listen, kommt in wenigen Minuten eine Mail mit Ihrem eigenen Link.",
  addressLabel: "Ihre Adresse",
  linkSend: "Link senden",
  sent: "Sehen Sie in Ihr Postfach.",
  linkSentDetail:
    "Wenn wir diese Adresse kennen, ist eine Mail mit Ihrem Link unterwegs. Vielleicht liegt sie im Spam.",
  linkOffer: "Einen neuen Link per Mail erhalten",
  notAnAddress: "Das ist keine Mailadresse.",
  tooMany: "Das war oft.",
  tooManyDetail: "Bitte warten Sie eine Stunde, bevor Sie wieder fragen.",
  noMail: "Diese Seite kann zurzeit keine Mail senden.",
  noMailDetail: "Nehmen Sie den Link in einer unserer neueren Mails.",
  linkMailSubject: (organisation) => `Ihre Mail von ${organisation}`,
  linkMailText: (organisation) =>
    `Mit diesem Link wählen Sie, was Sie von ${organisation} erhalten. Er gehört zu Ihrer Adresse: leiten Sie ihn nicht weiter.`,

  subscribe: (list) => `${list} abonnieren`,
  subscribeSend: "Abonnieren",
  subscribeSentDetail:
    "Wir haben Ihnen eine Mail gesendet. Sie stehen auf der Liste, sobald Sie es über deren Link bestätigen. Stehen Sie schon darauf, kommt keine Mail.",
  confirmQuestion: (list) => `${list} erhalten?`,
  confirmConsequence:
    "Danach erhalten Sie diese Liste. Sie können sie jederzeit verlassen. Noch hat sich nichts geändert.",
  confirmButton: (list) => `Ja, ${list} senden`,
  confirmMailSubject: (list) => `Bitte bestätigen: ${list}`,
  confirmMailText: (list) =>
    `Jemand hat darum gebeten, ${list} an diese Adresse zu senden. Wenn Sie es waren, bestätigen Sie es über diesen Link:`,
  mailIgnore: "Waren Sie es nicht, tun Sie nichts: es ändert sich nichts, und wir fragen nicht noch einmal.",
};
