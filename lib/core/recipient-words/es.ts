import type { RecipientWords } from "./words";

export const es: RecipientWords = {
  language: "es",
  direction: "ltr",
  name: "Español",
  version: 3,
  otherLanguages: "Idioma",

  leave: (list) => `Dejar ${list}`,
  leaveQuestion: (list) => `¿Dejar ${list}?`,
  leaveConsequence: "A partir de entonces no recibirá más correo de esta lista. Todavía no ha cambiado nada.",
  chooseInstead: "Elegir lo que recibe",

  done: "Hecho",
  left: (list) => `Ya no recibe ${list}.`,
  leftInForce: "Ya está en vigor, para",
  leftInFlight: "Un correo que salió en el último minuto aún puede llegar.",
  undoLeave: (list) => `Deshacer, conservar ${list}`,
  stillGets: (n) =>
    n === 0
      ? "No recibe ninguna de nuestras listas"
      : n === 1
        ? "Sigue recibiendo una lista"
        : `Sigue recibiendo ${n} listas`,
  leaveAll: "Dejar todas las listas…",

  kept: (list) => `Vuelve a recibir ${list}.`,
  keptInForce: "Su elección se ha deshecho, para",

  preferences: "¿Qué podemos enviarle?",
  for: "Para",
  atOnce: "Cada cambio vale al momento.",
  alwaysOn: "siempre activo",
  noLists: "Por ahora no hay ninguna lista que elegir.",

  pauseHeading: "¿Demasiado en este momento?",
  pauseConsequence:
    "Pausar todas las listas. Se reanudan solas. Los recibos y los mensajes sobre su cuenta siguen llegando.",
  pauseFor: (days) => `Pausar ${days} días`,
  pausedUntil: (until) => `En pausa hasta el ${until}`,
  pausedDetail: "Sus listas quedan como están y se reanudan solas ese día.",
  resume: "Terminar la pausa ahora",

  oftenHeading: "¿Con qué frecuencia?",
  oftenConsequence:
    "Vale para todas las listas juntas. Los recibos y los mensajes sobre su cuenta siguen llegando.",
  often: { 0: "Todos los correos", 7: "Uno por semana como máximo", 30: "Uno al mes como máximo" },
  changedOften: "La frecuencia de sus correos ha cambiado.",

  stopHeading: "Parar todo",
  stopConsequence:
    "Deja todas las listas de arriba. Los recibos y los mensajes sobre su cuenta siguen llegando.",
  stopQuestion: "¿Dejar todas las listas?",
  stopDetail: (names) =>
    `Deja ${names}, y ninguna lista nueva le incluirá. Los recibos y los mensajes sobre su cuenta siguen llegando.`,
  stopDetailNone:
    "No está en ninguna lista, y ninguna nueva le incluirá. Los recibos y los mensajes sobre su cuenta siguen llegando.",
  stopKeep: "Conservar lo que recibo",
  stopConfirm: "Dejar todas las listas",
  stopped: "Ha dejado todas las listas",
  stoppedDetail: "Active una para volver a recibirla, o deshaga la decisión entera.",
  undoStop: "Deshacer, recuperar mis listas",

  undo: "Deshacer",
  changedLeft: (list) => `Ha dejado ${list}.`,
  changedJoined: (list) => `Recibe ${list}.`,
  changedStopped: "Ha dejado todas las listas.",
  changedResumed: "Ha recuperado sus listas.",
  pauseEnded: "La pausa ha terminado. Sus listas vuelven a llegar.",

  whyHeading: "¿Por qué se va?",
  whyOptional: "No tiene que decirlo. Basta un toque.",
  whyThanks: "Gracias. Queda anotado.",
  reasons: {
    "too-often": "Demasiado a menudo",
    "not-for-me": "Ya no es para mí",
    "never-asked": "Nunca lo pedí",
    other: "Otro motivo",
  },

  personal: "Esta página pertenece a su dirección. No la reenvíe. Sin cuenta y sin cookies.",
  keptAbout: "Lo que guardamos sobre usted",
  keptDetail:
    "Lo enviamos a su propia dirección, como JSON y como tabla: esta página puede haberse reenviado.",
  keptSend: "Enviármelo",
  keptSentDetail: "Un correo con los enlaces va camino de su dirección.",
  keptMailSubject: (organisation) => `Lo que ${organisation} guarda sobre usted`,
  keptMailText: (organisation) =>
    `Esto es lo que ${organisation} guarda sobre usted, como JSON y como tabla. Los enlaces son suyos: no los reenvíe.`,
  sentBy: (organisation) => `Enviado por ${organisation}. Sin cuenta y sin cookies.`,

  badLink: "Este enlace no funciona.",
  badLinkDetail:
    "Quizá un programa de correo lo haya cortado. Cópielo entero, o use el enlace de un correo más reciente.",
  alwaysOnTitle: "Este correo no se puede desactivar.",
  alwaysOnDetail: "Solo llega cuando ocurre algo, como un pedido o un nuevo acceso.",
  away: "Ahora mismo no podemos guardarlo.",
  awayDetail: "Todavía no ha cambiado nada. Inténtelo de nuevo en un minuto: el enlace sigue siendo válido.",
  notUnderstood: "No se pudo entender esta petición.",
  nothingChanged: "No ha cambiado nada.",

  linkHeading: "Reciba su enlace por correo",
  linkDetail:
    "Escriba su dirección. Si está en alguna de nuestras listas, en pocos minutos llega un correo con su propio enlace.",
  addressLabel: "Su dirección",
  linkSend: "Enviarme el enlace",
  sent: "Mire su buzón.",
  linkSentDetail:
    "Si conocemos esta dirección, un correo con su enlace está en camino. Puede haber caído entre el correo no deseado.",
  linkOffer: "Recibir un enlace nuevo por correo",
  notAnAddress: "Esto no es una dirección de correo.",
  tooMany: "Han sido muchas veces.",
  tooManyDetail: "Espere una hora antes de volver a pedirlo.",
  noMail: "Esta página no puede enviar correo por ahora.",
  noMailDetail: "Use el enlace de uno de nuestros correos recientes.",
  linkMailSubject: (organisation) => `Su correo de ${organisation}`,
  linkMailText: (organisation) =>
    `Con este enlace elige lo que recibe de ${organisation}. Pertenece a su dirección: no lo reenvíe.`,

  subscribe: (list) => `Suscribirse a ${list}`,
  subscribeSend: "Suscribirse",
  subscribeSentDetail:
    "Le hemos enviado un correo. Estará en la lista cuando lo confirme con su enlace. Si ya está en ella, no llega ningún correo.",
  confirmQuestion: (list) => `¿Recibir ${list}?`,
  confirmConsequence:
    "A partir de entonces recibirá esta lista. Puede dejarla en cualquier momento. Todavía no ha cambiado nada.",
  confirmButton: (list) => `Sí, envíenme ${list}`,
  confirmMailSubject: (list) => `Confirme, por favor: ${list}`,
  confirmMailText: (list) =>
    `Alguien ha pedido que se envíe ${list} a esta dirección. Si ha sido usted, confírmelo con este enlace:`,
  mailIgnore: "Si no ha sido usted, no haga nada: no cambia nada, y no volveremos a preguntar.",
};
