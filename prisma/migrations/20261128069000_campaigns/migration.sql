-- Of which campaign a mail was, where its provider says so: docs/decisions/0013-campaigns.md.
ALTER TABLE "delivery" ADD COLUMN "campaign" INTEGER, ADD COLUMN "was_campaign" INTEGER;
ALTER TABLE "event" ADD COLUMN "campaign" INTEGER;

CREATE TABLE "campaign" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "met_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "campaign_name_key" ON "campaign"("name");
CREATE INDEX "campaign_met_at_idx" ON "campaign"("met_at");

-- What is counted of the names beyond those that one day may bring.
INSERT INTO "campaign" ("id", "name", "met_at") VALUES (0, 'Other campaigns', '1970-01-01');

CREATE TABLE "per_campaign" (
    "day" INTEGER NOT NULL,
    "sender" INTEGER NOT NULL,
    "campaign" INTEGER NOT NULL,
    "suppressed" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "soft" INTEGER NOT NULL,
    "spam" INTEGER NOT NULL,
    "hard" INTEGER NOT NULL,
    "deferred" INTEGER NOT NULL,
    "asynchronous" INTEGER NOT NULL,
    "complained" INTEGER NOT NULL,
    "unsubscribed" INTEGER NOT NULL,

    CONSTRAINT "per_campaign_pkey" PRIMARY KEY ("day","sender","campaign")
) WITH (fillfactor = 50);
