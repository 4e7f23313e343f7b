import type { RecipientWords } from "./words";

/** Names of lists stand in marks, so that a name in Latin letters does not disturb the order of the line. */
const name = (list: string): string => `«\u2068${list}\u2069»`;

export const ar: RecipientWords = {
  language: "ar",
  direction: "rtl",
  name: "العربية",
  version: 3,
  otherLanguages: "اللغة",

  leave: (list) => `مغادرة ${name(list)}`,
  leaveQuestion: (list) => `هل تريد مغادرة ${name(list)}؟`,
  leaveConsequence: "بعد ذلك لن تصلك رسائل من هذه القائمة. لم يتغير شيء بعد.",
  chooseInstead: "اختر ما يصلك",

  done: "تم",
  left: (list) => `لن تصلك ${name(list)} بعد الآن.`,
  leftInForce: "يسري ذلك الآن، للعنوان",
  leftInFlight: "قد تصلك رسالة أُرسلت خلال الدقيقة الأخيرة.",
  undoLeave: (list) => `تراجع واحتفظ بـ ${name(list)}`,
  stillGets: (n) => (n === 0 ? "لا تصلك أي من قوائمنا" : "ما زال يصلك"),
  leaveAll: "مغادرة كل القوائم…",

  kept: (list) => `ستصلك ${name(list)} من جديد.`,
  keptInForce: "تم التراجع عن اختيارك، للعنوان",

  preferences: "ما الذي تود أن نرسله إليك؟",
  for: "للعنوان",
  atOnce: "يسري كل تغيير فورًا.",
  alwaysOn: "مفعّلة دائمًا",
  noLists: "لا توجد قائمة للاختيار في الوقت الحالي.",

  pauseHeading: "هل الرسائل كثيرة الآن؟",
  pauseConsequence:
    "أوقف كل القوائم مؤقتًا. ثم تعود من تلقاء نفسها. تستمر الإيصالات والرسائل الخاصة بحسابك في الوصول.",
  pauseFor: (days) => `إيقاف مؤقت لمدة ${days} يومًا`,
  pausedUntil: (until) => `متوقفة مؤقتًا حتى ${until}`,
  pausedDetail: "تبقى قوائمك كما هي وتعود من تلقاء نفسها في ذلك اليوم.",
  resume: "إنهاء الإيقاف الآن",

  oftenHeading: "كم مرة؟",
  oftenConsequence: "يسري ذلك على كل القوائم معًا. تستمر الإيصالات والرسائل الخاصة بحسابك في الوصول.",
  often: { 0: "كل رسالة", 7: "رسالة واحدة في الأسبوع على الأكثر", 30: "رسالة واحدة في الشهر على الأكثر" },
  changedOften: "تغيّر عدد الرسائل التي تصلك.",

  stopHeading: "إيقاف الكل",
  stopConsequence: "تغادر كل القوائم أعلاه. تستمر الإيصالات والرسائل الخاصة بحسابك في الوصول.",
  stopQuestion: "هل تريد مغادرة كل القوائم؟",
  stopDetail: (names) =>
    `ستغادر \u2068${names}\u2069، ولن تضمك أي قائمة جديدة. تستمر الإيصالات والرسائل الخاصة بحسابك في الوصول.`,
  stopDetailNone:
    "لست في أي قائمة الآن، ولن تضمك أي قائمة جديدة. تستمر الإيصالات والرسائل الخاصة بحسابك في الوصول.",
  stopKeep: "أبقِ ما يصلني",
  stopConfirm: "مغادرة كل القوائم",
  stopped: "لقد غادرت كل القوائم",
  stoppedDetail: "فعّل قائمة لتصلك من جديد، أو تراجع عن القرار كله.",
  undoStop: "تراجع وأعد قوائمي",

  undo: "تراجع",
  changedLeft: (list) => `غادرت ${name(list)}.`,
  changedJoined: (list) => `تصلك ${name(list)}.`,
  changedStopped: "غادرت كل القوائم.",
  changedResumed: "عادت إليك قوائمك.",
  pauseEnded: "انتهى الإيقاف المؤقت. قوائمك تصلك من جديد.",

  whyHeading: "لماذا تغادر؟",
  whyOptional: "لست مضطرًا إلى الإجابة. تكفي لمسة واحدة.",
  whyThanks: "شكرًا. سُجّل ذلك.",
  reasons: {
    "too-often": "الرسائل كثيرة جدًا",
    "not-for-me": "لم تعد تهمني",
    "never-asked": "لم أطلبها قط",
    other: "سبب آخر",
  },

  personal: "هذه الصفحة تخص عنوانك. لا تُعِد توجيهها. بلا حساب وبلا ملفات تعريف ارتباط.",
  keptAbout: "ما نحتفظ به عنك",
  keptDetail: "نرسله إلى عنوانك أنت، بصيغة JSON وكجدول: فربما أُعيد توجيه هذه الصفحة.",
  keptSend: "أرسلوه إليّ",
  keptSentDetail: "رسالة فيها الروابط في الطريق إلى عنوانك.",
  keptMailSubject: (organisation) => `ما تحتفظ به \u2068${organisation}\u2069 عنك`,
  keptMailText: (organisation) =>
    `هذا ما تحتفظ به \u2068${organisation}\u2069 عنك، بصيغة JSON وكجدول. الروابط تخصك: لا تُعِد توجيهها.`,
  sentBy: (organisation) => `أرسلتها \u2068${organisation}\u2069. بلا حساب وبلا ملفات تعريف ارتباط.`,

  badLink: "هذا الرابط لا يعمل.",
  badLinkDetail: "ربما قصّه برنامج البريد. انسخه كاملًا، أو استخدم الرابط في رسالة أحدث.",
  alwaysOnTitle: "لا يمكن إيقاف هذه الرسائل.",
  alwaysOnDetail: "لا تأتي إلا عند حدوث شيء، مثل طلب أو تسجيل دخول جديد.",
  away: "لا يمكننا الحفظ الآن.",
  awayDetail: "لم يتغير شيء بعد. حاول مرة أخرى بعد دقيقة: يبقى الرابط صالحًا.",
  notUnderstood: "لم يُفهم هذا الطلب.",
  nothingChanged: "لم يتغير شيء.",

  linkHeading: "احصل على رابطك بالبريد",
  linkDetail: "اكتب عنوانك. إن كان في إحدى قوائمنا فستصلك خلال دقائق رسالة فيها رابطك الخاص.",
  addressLabel: "عنوانك",
  linkSend: "أرسل إليّ الرابط",
  sent: "انظر في صندوق بريدك.",
  linkSentDetail:
    "إن كنا نعرف هذا العنوان فرسالة فيها رابطك في الطريق إليك. ربما وصلت إلى البريد غير المرغوب فيه.",
  linkOffer: "احصل على رابط جديد بالبريد",
  notAnAddress: "هذا ليس عنوان بريد.",
  tooMany: "طلبت ذلك مرات كثيرة.",
  tooManyDetail: "انتظر ساعة قبل أن تطلب من جديد.",
  noMail: "لا يمكن لهذه الصفحة إرسال البريد في الوقت الحالي.",
  noMailDetail: "استخدم الرابط في إحدى رسائلنا الأحدث.",
  linkMailSubject: (organisation) => `بريدك من \u2068${organisation}\u2069`,
  linkMailText: (organisation) =>
    `بهذا الرابط تختار ما يصلك من \u2068${organisation}\u2069. إنه يخص عنوانك: لا تُعِد توجيهه.`,

  subscribe: (list) => `الاشتراك في ${name(list)}`,
  subscribeSend: "اشترك",
  subscribeSentDetail:
    "أرسلنا إليك رسالة. تصبح في القائمة حين تؤكد ذلك برابطها. وإن كنت فيها من قبل فلن تصلك رسالة.",
  confirmQuestion: (list) => `هل تريد أن تصلك ${name(list)}؟`,
  confirmConsequence: "بعد ذلك ستصلك هذه القائمة. يمكنك مغادرتها في أي وقت. لم يتغير شيء بعد.",
  confirmButton: (list) => `نعم، أرسلوا إليّ ${name(list)}`,
  confirmMailSubject: (list) => `يرجى التأكيد: ${name(list)}`,
  confirmMailText: (list) =>
    `طلب أحدهم إرسال ${name(list)} إلى هذا العنوان. إن كنت أنت من طلب فأكّد ذلك بهذا الرابط:`,
  mailIgnore: "إن لم تكن أنت فلا تفعل شيئًا: لن يتغير شيء، ولن نسأل مرة أخرى.",
};
