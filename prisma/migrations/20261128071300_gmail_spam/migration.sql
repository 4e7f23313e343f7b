-- Gmail's user-reported spam rate, by files and by the Postmaster Tools API: lib/server/gmail.
CREATE TABLE "gmail_spam" (
    "domain" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "import" INTEGER NOT NULL,
    "rate" INTEGER NOT NULL,
    "recorded_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "gmail_spam_pkey" PRIMARY KEY ("domain","day","import")
);

CREATE INDEX "gmail_spam_day_idx" ON "gmail_spam"("day");
CREATE INDEX "gmail_spam_import_idx" ON "gmail_spam"("import");

CREATE TABLE "postmaster_account" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "email" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "connected_by" TEXT NOT NULL,
    "connected_at" TIMESTAMP(3) NOT NULL,
    "due_at" TIMESTAMP(3) NOT NULL,
    "asked_at" TIMESTAMP(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "domains" TEXT[],

    CONSTRAINT "postmaster_account_pkey" PRIMARY KEY ("id")
);
