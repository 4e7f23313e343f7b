-- Entries may be about the mail of one sender domain; empty: of any.
ALTER TABLE "suppression_entry" ADD COLUMN IF NOT EXISTS "sender_domain" TEXT NOT NULL DEFAULT '';

-- What one import brought and nobody has taken back: undoing it reads these and no others.
CREATE INDEX "suppression_entry_import" ON "suppression_entry"("import", "id") WHERE "import" <> 0 AND "ended_at" IS NULL;

-- Where the platform's suppressions and our leases contradict each other, recounted from facts and deliveries every hour.
CREATE TABLE "drift" (
    "address" BIGINT NOT NULL,
    "message" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "recipient" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "lease_start" TIMESTAMP(3),
    "lease_step" SMALLINT,
    "lease_until" TIMESTAMP(3),

    CONSTRAINT "drift_pkey" PRIMARY KEY ("address", "message", "kind")
);
CREATE INDEX "drift_at_address_message_idx" ON "drift"("at", "address", "message");
