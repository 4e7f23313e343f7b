import type { RecipientWords } from "./words";

export const fr: RecipientWords = {
  language: "fr",
  direction: "ltr",
  name: "Français",
  version: 3,
  otherLanguages: "Langue",

  leave: (list) => `Quitter ${list}`,
  leaveQuestion: (list) => `Quitter ${list} ?`,
  leaveConsequence: "Vous ne recevrez ensuite plus de message de cette liste. Rien n’a encore changé.",
  chooseInstead: "Choisir ce que vous recevez",

  done: "C’est fait",
  left: (list) => `Vous ne recevez plus ${list}.`,
  leftInForce: "C’est en vigueur dès maintenant, pour",
  leftInFlight: "Un message parti dans la dernière minute peut encore arriver.",
  undoLeave: (list) => `Annuler, garder ${list}`,
  stillGets: (n) =>
    n === 0
      ? "Vous ne recevez aucune de nos listes"
      : n === 1
        ? "Vous recevez encore une liste"
        : `Vous recevez encore ${n} listes`,
  leaveAll: "Quitter toutes les listes…",

  kept: (list) => `Vous recevez de nouveau ${list}.`,
  keptInForce: "Votre choix a été annulé, pour",

  preferences: "Que pouvons-nous vous envoyer ?",
  for: "Pour",
  atOnce: "Chaque changement compte aussitôt.",
  alwaysOn: "toujours actif",
  noLists: "Il n’y a aucune liste à choisir pour le moment.",

  pauseHeading: "Trop en ce moment ?",
  pauseConsequence:
    "Suspendre toutes les listes. L’envoi reprend de lui-même. Les reçus et les messages sur votre compte arrivent toujours.",
  pauseFor: (days) => `Suspendre ${days} jours`,
  pausedUntil: (until) => `Suspendu jusqu’au ${until}`,
  pausedDetail: "Vos listes restent telles quelles et reprennent d’elles-mêmes ce jour-là.",
  resume: "Reprendre maintenant",

  oftenHeading: "À quelle fréquence ?",
  oftenConsequence:
    "Cela vaut pour toutes les listes ensemble. Les reçus et les messages sur votre compte arrivent toujours.",
  often: { 0: "Chaque message", 7: "Un par semaine au plus", 30: "Un par mois au plus" },
  changedOften: "La fréquence de vos messages est changée.",

  stopHeading: "Tout arrêter",
  stopConsequence:
    "Vous quittez toutes les listes ci-dessus. Les reçus et les messages sur votre compte arrivent toujours.",
  stopQuestion: "Quitter toutes les listes ?",
  stopDetail: (names) =>
    `Vous quittez ${names}, et aucune nouvelle liste ne vous inscrit. Les reçus et les messages sur votre compte arrivent toujours.`,
  stopDetailNone:
    "Vous n’êtes sur aucune liste, et aucune nouvelle ne vous inscrira. Les reçus et les messages sur votre compte arrivent toujours.",
  stopKeep: "Garder ce que je reçois",
  stopConfirm: "Quitter toutes les listes",
  stopped: "Vous avez quitté toutes les listes",
  stoppedDetail: "Activez-en une pour la recevoir de nouveau, ou annulez la décision en entier.",
  undoStop: "Annuler, retrouver mes listes",

  undo: "Annuler",
  changedLeft: (list) => `Vous avez quitté ${list}.`,
  changedJoined: (list) => `Vous recevez ${list}.`,
  changedStopped: "Vous avez quitté toutes les listes.",
  changedResumed: "Vous avez retrouvé vos listes.",
  pauseEnded: "La pause est terminée. Vos listes reprennent.",

  whyHeading: "Pourquoi partez-vous ?",
  whyOptional: "Vous n’êtes pas tenu de répondre. Un appui suffit.",
  whyThanks: "Merci. C’est noté.",
  reasons: {
    "too-often": "Trop souvent",
    "not-for-me": "Cela ne me concerne plus",
    "never-asked": "Je ne l’ai jamais demandé",
    other: "Une autre raison",
  },

  personal: "Cette page est liée à votre adresse. Ne la transférez pas. Ni compte, ni cookies.",
  keptAbout: "Ce que nous gardons sur vous",
  keptDetail:
    "Nous l’envoyons à votre propre adresse, en JSON et en tableau : cette page a pu être transférée.",
  keptSend: "Me l’envoyer",
  keptSentDetail: "Un message avec les liens est en route vers votre adresse.",
  keptMailSubject: (organisation) => `Ce que ${organisation} garde sur vous`,
  keptMailText: (organisation) =>
    `Voici ce que ${organisation} garde sur vous, en JSON et en tableau. Ces liens sont à vous : ne les transférez pas.`,
  sentBy: (organisation) => `Envoyé par ${organisation}. Ni compte, ni cookies.`,

  badLink: "Ce lien ne fonctionne pas.",
  badLinkDetail:
    "Un logiciel de messagerie l’a peut-être coupé. Copiez-le en entier, ou prenez le lien d’un message plus récent.",
  alwaysOnTitle: "Ces messages ne peuvent pas être désactivés.",
  alwaysOnDetail:
    "Ils n’arrivent que s’il se passe quelque chose, comme une commande ou une nouvelle connexion.",
  away: "Nous ne pouvons pas l’enregistrer pour l’instant.",
  awayDetail: "Rien n’a encore changé. Réessayez dans une minute : le lien reste valable.",
  notUnderstood: "Cette demande n’a pas été comprise.",
  nothingChanged: "Rien n’a changé.",

  linkHeading: "Recevoir votre lien par message",
  linkDetail:
    "Écrivez votre adresse. Si elle figure sur l’une de nos listes, un message avec votre propre lien arrive en quelques minutes.",
  addressLabel: "Votre adresse",
  linkSend: "Envoyer le lien",
  sent: "Consultez votre boîte aux lettres.",
  linkSentDetail:
    "Si nous connaissons cette adresse, un message avec votre lien est en route. Il se trouve peut-être parmi les indésirables.",
  linkOffer: "Recevoir un nouveau lien par message",
  notAnAddress: "Ce n’est pas une adresse e-mail.",
  tooMany: "C’était beaucoup.",
  tooManyDetail: "Attendez une heure avant de redemander.",
  noMail: "Cette page ne peut pas envoyer de message pour l’instant.",
  noMailDetail: "Prenez le lien de l’un de nos messages récents.",
  linkMailSubject: (organisation) => `Vos messages de ${organisation}`,
  linkMailText: (organisation) =>
    `Avec ce lien, vous choisissez ce que vous recevez de ${organisation}. Il est lié à votre adresse : ne le transférez pas.`,

  subscribe: (list) => `S’abonner à ${list}`,
  subscribeSend: "S’abonner",
  subscribeSentDetail:
    "Nous vous avons envoyé un message. Vous serez sur la liste dès que vous l’aurez confirmé par son lien. Si vous y êtes déjà, aucun message n’arrive.",
  confirmQuestion: (list) => `Recevoir ${list} ?`,
  confirmConsequence:
    "Vous recevrez ensuite cette liste. Vous pouvez la quitter à tout moment. Rien n’a encore changé.",
  confirmButton: (list) => `Oui, m’envoyer ${list}`,
  confirmMailSubject: (list) => `À confirmer : ${list}`,
  confirmMailText: (list) =>
    `Quelqu’un a demandé que ${list} soit envoyé à cette adresse. Si c’était vous, confirmez-le par ce lien :`,
  mailIgnore: "Si ce n’était pas vous, ne faites rien : rien ne change, et nous ne redemanderons pas.",
};
