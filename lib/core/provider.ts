/** `outlook` with `com de co.uk` gives outlook.com, outlook.de, outlook.co.uk. */
const family = (name: string, endings: string): string[] =>
  endings.split(" ").map((ending) => `${name}.${ending}`);
const domains = (names: string): string[] => names.split(" ");

/** The domains that each mailbox provider gives to the public, in the order in which providers are shown. */
const DOMAINS = {
  Gmail: domains("gmail.com googlemail.com"),
  Outlook: [
    ...family("outlook", "com at be cl cz de dk es fr hu ie in it jp kr lv my ph pt sa sg sk eu"),
    ...family("outlook", "co.id co.il co.th com.ar com.au com.br com.gr com.tr com.vn"),
    ...family("hotmail", "com be ca ch cl cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk"),
    ...family("hotmail", "co.id co.il co.in co.jp co.kr co.nz co.th co.uk co.za"),
    ...family("hotmail", "com.ar com.au com.br com.hk com.mx com.tr com.tw com.vn"),
    ...family("live", "com at be ca ch cl cn de dk fi fr hk ie in it jp nl no ru se co.kr co.uk co.za"),
    ...family("live", "com.ar com.au com.co com.mx com.my com.pe com.ph com.pk com.pt com.sg com.ve"),
    ...domains("msn.com windowslive.com passport.com"),
  ],
  Yahoo: [
    ...family("yahoo", "com at be ca ch cl cz de dk es fi fr gr hu ie in it nl no pl pt ro se"),
    ...family(
      "yahoo",
      "co.id co.in co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.cn com.co com.hk com.mx",
    ),
    ...family("yahoo", "com.my com.pe com.ph com.sg com.tr com.tw com.ve com.vn"),
    ...family("aol", "com at be co.uk com.au com.br com.mx de es fr in it nl pl se"),
    ...domains("ymail.com rocketmail.com myyahoo.com aim.com netscape.net verizon.net"),
    ...domains("att.net sbcglobal.net bellsouth.net ameritech.net pacbell.net swbell.net snet.net"),
  ],
  iCloud: domains("icloud.com me.com mac.com"),
  "GMX, Web.de": [...family("gmx", "de net at ch com us co.uk fr es org info eu biz li"), "web.de"],
  "T-Online": domains("t-online.de magenta.de"),
  Orange: domains("orange.fr wanadoo.fr"),
  "Free, SFR": domains("free.fr sfr.fr neuf.fr numericable.fr cegetel.net club-internet.fr"),
  "La Poste": domains("laposte.net"),
  Comcast: domains("comcast.net"),
  Proton: domains("proton.me protonmail.com protonmail.ch pm.me"),
  Zoho: domains("zoho.com zoho.eu zoho.in zohomail.com zohomail.eu zohomail.in"),
  Fastmail: domains("fastmail.com fastmail.fm fastmail.net fastmail.org fastmail.co.uk"),
  Libero: domains("libero.it virgilio.it iol.it blu.it giallo.it inwind.it"),
  Seznam: domains("seznam.cz email.cz post.cz spoluzaci.cz"),
  "Mail.ru": domains("mail.ru inbox.ru list.ru bk.ru internet.ru"),
  Yandex: domains("ya.ru yandex.ru yandex.com yandex.by yandex.kz yandex.ua yandex.com.tr"),
  "QQ Mail": domains("qq.com vip.qq.com foxmail.com"),
  NetEase: domains("163.com 126.com yeah.net 188.com vip.163.com vip.126.com"),
  "Yahoo Japan": domains("yahoo.co.jp ymail.ne.jp"),
  Naver: domains("naver.com"),
  Daum: domains("daum.net hanmail.net"),
} as const satisfies Record<string, readonly string[]>;

/** Everybody who has no name here. */
export const OTHERS = "Others";

export type Provider = keyof typeof DOMAINS | typeof OTHERS;

/** The mailbox providers that are told apart, in the order in which they are shown; the last is everybody else. */
export const PROVIDERS: readonly Provider[] = [...(Object.keys(DOMAINS) as (keyof typeof DOMAINS)[]), OTHERS];

/** The provider of each public mailbox domain. */
export const PROVIDER_OF: ReadonlyMap<string, Provider> = new Map(
  (Object.keys(DOMAINS) as (keyof typeof DOMAINS)[]).flatMap((provider) =>
    DOMAINS[provider].map((domain): [string, Provider] => [domain, provider]),
  ),
);

/**
 * The mailbox provider of a recipient domain (lower case, as `domainOf` gives it), by its name alone: companies that host
 * their own domain at a provider are among the others.
 */
export const providerOf = (domain: string): Provider => PROVIDER_OF.get(domain) ?? "Others";
