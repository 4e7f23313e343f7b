-- How recipients see the organisation, and where their unsubscribe mails go.
ALTER TABLE "organisation" ADD COLUMN "accent" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "logo" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "unsubscribe_mailbox" TEXT NOT NULL DEFAULT '';

-- Why the organisation may write to a list at all.
ALTER TABLE "list" ADD COLUMN "basis" TEXT NOT NULL DEFAULT 'consent';
UPDATE "list" SET "basis" = 'contract' WHERE "kind" = 'transactional';

-- The ledger: on which basis, from where, by what kind of program, how often, with which consent, and how long it took.
ALTER TABLE "preference_change" ADD COLUMN "basis" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "network" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "agent" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "days" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "was_days" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "consent_id" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "honoured_ms" BIGINT;

-- CreateIndex
CREATE INDEX "preference_change_at_list_id_idx" ON "preference_change"("at", "list_id");

-- CreateTable
CREATE TABLE "consent_text" (
    "id" SERIAL NOT NULL,
    "list_id" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "consent_text_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "consent_text_list_id_language_version_key" ON "consent_text"("list_id", "language", "version");

-- CreateTable
CREATE TABLE "opt_in" (
    "id" SERIAL NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "consent_id" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "asked_at" TIMESTAMP(3) NOT NULL,
    "confirmed_at" TIMESTAMP(3),

    CONSTRAINT "opt_in_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "opt_in_subscriber_id_list_id_idx" ON "opt_in"("subscriber_id", "list_id");

-- CreateIndex
CREATE INDEX "opt_in_list_id_asked_at_idx" ON "opt_in"("list_id", "asked_at");

-- CreateTable
CREATE TABLE "recipient_mail" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "opt_in_id" INTEGER NOT NULL DEFAULT 0,
    "language" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "due_at" TIMESTAMP(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMP(3),
    "error" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "recipient_mail_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "recipient_mail_due_at_id_idx" ON "recipient_mail"("due_at", "id");

-- CreateIndex
CREATE INDEX "recipient_mail_created_at_idx" ON "recipient_mail"("created_at");

-- CreateTable
CREATE TABLE "link_request" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "address" BIGINT NOT NULL,
    "client" TEXT NOT NULL,

    CONSTRAINT "link_request_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "link_request_address_at_idx" ON "link_request"("address", "at");

-- CreateIndex
CREATE INDEX "link_request_client_at_idx" ON "link_request"("client", "at");

-- CreateIndex
CREATE INDEX "link_request_at_idx" ON "link_request"("at");

-- CreateTable
CREATE TABLE "mail_cap" (
    "address" BIGINT NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "days" INTEGER NOT NULL,
    "mailed_at" TIMESTAMP(3),
    "message" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "mail_cap_pkey" PRIMARY KEY ("address")
);
