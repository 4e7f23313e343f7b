-- The providers that may report here.
CREATE TABLE "mail_source" (
    "name" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "keys" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "connected_by" TEXT NOT NULL DEFAULT '',
    "connected_at" TIMESTAMP(3),
    CONSTRAINT "mail_source_pkey" PRIMARY KEY ("name")
);
INSERT INTO "mail_source" ("name", "generation") SELECT 'acs', "acs_generation" FROM "organisation" WHERE "acs_generation" > 1;
ALTER TABLE "organisation" DROP COLUMN "acs_generation";

-- What came through each door, by quarter hours of arrival. For people: a retry may be counted here twice, never in the figures.
CREATE TABLE "intake" (
    "door" TEXT NOT NULL,
    "quarter" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "ignored" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "arrived_at" TIMESTAMP(3),
    "event_at" TIMESTAMP(3),
    "lag" INTEGER,
    CONSTRAINT "intake_pkey" PRIMARY KEY ("door", "quarter")
);

-- One-time tokens of signatures that do not cover the body.
CREATE TABLE "signature_token" (
    "token" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "signature_token_pkey" PRIMARY KEY ("token")
);
CREATE INDEX "signature_token_at_idx" ON "signature_token"("at");
