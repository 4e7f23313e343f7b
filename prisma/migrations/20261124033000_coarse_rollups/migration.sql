-- CreateTable
CREATE TABLE "per_quarter_all" (
    "quarter" INTEGER NOT NULL,
    "queued" INTEGER NOT NULL,
    "delayed" INTEGER NOT NULL,
    "suppressed" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "soft" INTEGER NOT NULL,
    "spam" INTEGER NOT NULL,
    "hard" INTEGER NOT NULL,
    "asynchronous" INTEGER NOT NULL,
    "opened" INTEGER NOT NULL,
    "clicked" INTEGER NOT NULL,
    "complained" INTEGER NOT NULL,
    "unsubscribed" INTEGER NOT NULL,

    CONSTRAINT "per_quarter_all_pkey" PRIMARY KEY ("quarter")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "per_provider" (
    "day" INTEGER NOT NULL,
    "sender" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "suppressed" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "soft" INTEGER NOT NULL,
    "spam" INTEGER NOT NULL,
    "hard" INTEGER NOT NULL,
    "complained" INTEGER NOT NULL,

    CONSTRAINT "per_provider_pkey" PRIMARY KEY ("day","sender","provider")
) WITH (fillfactor = 50);

-- The rows of one sender lie together: its chart does not read those of the others.
ALTER TABLE "per_quarter" DROP CONSTRAINT "per_quarter_pkey",
    ADD CONSTRAINT "per_quarter_pkey" PRIMARY KEY ("sender","quarter");

-- AlterTable
ALTER TABLE "recipient_domain" ADD COLUMN     "provider" TEXT NOT NULL DEFAULT 'Others';

-- As lib/core/provider.ts stood; later changes of it are taken over by `verify --rebuild`.
UPDATE "recipient_domain" SET "provider" = known.provider FROM (VALUES
    ('Gmail', ARRAY['gmail.com', 'googlemail.com']),
    ('Outlook', ARRAY['outlook.com', 'outlook.at', 'outlook.be', 'outlook.cl', 'outlook.cz', 'outlook.de',
        'outlook.dk', 'outlook.es', 'outlook.fr', 'outlook.hu', 'outlook.ie', 'outlook.in', 'outlook.it',
        'outlook.jp', 'outlook.kr', 'outlook.lv', 'outlook.my', 'outlook.ph', 'outlook.pt', 'outlook.sa',
        'outlook.sg', 'outlook.sk', 'outlook.eu', 'outlook.co.id', 'outlook.co.il', 'outlook.co.th',
        'outlook.com.ar', 'outlook.com.au', 'outlook.com.br', 'outlook.com.gr', 'outlook.com.tr', 'outlook.com.vn',
        'hotmail.com', 'hotmail.be', 'hotmail.ca', 'hotmail.ch', 'hotmail.cl', 'hotmail.cz', 'hotmail.de',
        'hotmail.dk', 'hotmail.es', 'hotmail.fi', 'hotmail.fr', 'hotmail.gr', 'hotmail.hu', 'hotmail.it',
        'hotmail.lt', 'hotmail.lv', 'hotmail.my', 'hotmail.nl', 'hotmail.no', 'hotmail.ph', 'hotmail.rs',
        'hotmail.se', 'hotmail.sg', 'hotmail.sk', 'hotmail.co.id', 'hotmail.co.il', 'hotmail.co.in', 'hotmail.co.jp',
        'hotmail.co.kr', 'hotmail.co.nz', 'hotmail.co.th', 'hotmail.co.uk', 'hotmail.co.za', 'hotmail.com.ar',
        'hotmail.com.au', 'hotmail.com.br', 'hotmail.com.hk', 'hotmail.com.mx', 'hotmail.com.tr', 'hotmail.com.tw',
        'hotmail.com.vn', 'live.com', 'live.at', 'live.be', 'live.ca', 'live.ch', 'live.cl', 'live.cn', 'live.de',
        'live.dk', 'live.fi', 'live.fr', 'live.hk', 'live.ie', 'live.in', 'live.it', 'live.jp', 'live.nl', 'live.no',
        'live.ru', 'live.se', 'live.co.kr', 'live.co.uk', 'live.co.za', 'live.com.ar', 'live.com.au', 'live.com.co',
        'live.com.mx', 'live.com.my', 'live.com.pe', 'live.com.ph', 'live.com.pk', 'live.com.pt', 'live.com.sg',
        'live.com.ve', 'msn.com', 'windowslive.com', 'passport.com']),
    ('Yahoo', ARRAY['yahoo.com', 'yahoo.at', 'yahoo.be', 'yahoo.ca', 'yahoo.ch', 'yahoo.cl', 'yahoo.cz', 'yahoo.de',
        'yahoo.dk', 'yahoo.es', 'yahoo.fi', 'yahoo.fr', 'yahoo.gr', 'yahoo.hu', 'yahoo.ie', 'yahoo.in', 'yahoo.it',
        'yahoo.nl', 'yahoo.no', 'yahoo.pl', 'yahoo.pt', 'yahoo.ro', 'yahoo.se', 'yahoo.co.id', 'yahoo.co.in',
        'yahoo.co.kr', 'yahoo.co.nz', 'yahoo.co.th', 'yahoo.co.uk', 'yahoo.co.za', 'yahoo.com.ar', 'yahoo.com.au',
        'yahoo.com.br', 'yahoo.com.cn', 'yahoo.com.co', 'yahoo.com.hk', 'yahoo.com.mx', 'yahoo.com.my',
        'yahoo.com.pe', 'yahoo.com.ph', 'yahoo.com.sg', 'yahoo.com.tr', 'yahoo.com.tw', 'yahoo.com.ve',
        'yahoo.com.vn', 'aol.com', 'aol.at', 'aol.be', 'aol.co.uk', 'aol.com.au', 'aol.com.br', 'aol.com.mx',
        'aol.de', 'aol.es', 'aol.fr', 'aol.in', 'aol.it', 'aol.nl', 'aol.pl', 'aol.se', 'ymail.com',
        'rocketmail.com', 'myyahoo.com', 'aim.com', 'netscape.net', 'verizon.net', 'att.net', 'sbcglobal.net',
        'bellsouth.net', 'ameritech.net', 'pacbell.net', 'swbell.net', 'snet.net']),
    ('iCloud', ARRAY['icloud.com', 'me.com', 'mac.com']),
    ('GMX, Web.de', ARRAY['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'gmx.com', 'gmx.us', 'gmx.co.uk', 'gmx.fr',
        'gmx.es', 'gmx.org', 'gmx.info', 'gmx.eu', 'gmx.biz', 'gmx.li', 'web.de']),
    ('T-Online', ARRAY['t-online.de', 'magenta.de']),
    ('Orange', ARRAY['orange.fr', 'wanadoo.fr']),
    ('Free, SFR', ARRAY['free.fr', 'sfr.fr', 'neuf.fr', 'numericable.fr', 'cegetel.net', 'club-internet.fr']),
    ('La Poste', ARRAY['laposte.net']),
    ('Comcast', ARRAY['comcast.net']),
    ('Proton', ARRAY['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me']),
    ('Zoho', ARRAY['zoho.com', 'zoho.eu', 'zoho.in', 'zohomail.com', 'zohomail.eu', 'zohomail.in']),
    ('Fastmail', ARRAY['fastmail.com', 'fastmail.fm', 'fastmail.net', 'fastmail.org', 'fastmail.co.uk']),
    ('Libero', ARRAY['libero.it', 'virgilio.it', 'iol.it', 'blu.it', 'giallo.it', 'inwind.it']),
    ('Seznam', ARRAY['seznam.cz', 'email.cz', 'post.cz', 'spoluzaci.cz']),
    ('Mail.ru', ARRAY['mail.ru', 'inbox.ru', 'list.ru', 'bk.ru', 'internet.ru']),
    ('Yandex', ARRAY['ya.ru', 'yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'yandex.com.tr']),
    ('QQ Mail', ARRAY['qq.com', 'vip.qq.com', 'foxmail.com']),
    ('NetEase', ARRAY['163.com', '126.com', 'yeah.net', '188.com', 'vip.163.com', 'vip.126.com']),
    ('Yahoo Japan', ARRAY['yahoo.co.jp', 'ymail.ne.jp']),
    ('Naver', ARRAY['naver.com']),
    ('Daum', ARRAY['daum.net', 'hanmail.net'])
) AS known(provider, names) WHERE "name" = ANY (known.names);

INSERT INTO "per_quarter_all"
SELECT "quarter", sum("queued"), sum("delayed"), sum("suppressed"), sum("delivered"), sum("soft"), sum("spam"), sum("hard"),
    sum("asynchronous"), sum("opened"), sum("clicked"), sum("complained"), sum("unsubscribed")
FROM "per_quarter" GROUP BY 1;

INSERT INTO "per_provider"
SELECT "day", "sender", "provider", sum("suppressed"), sum("delivered"), sum("soft"), sum("spam"), sum("hard"), sum("complained")
FROM "per_domain" JOIN "recipient_domain" ON "id" = "domain" GROUP BY 1, 2, 3;
