-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('marketer', 'admin');

-- CreateEnum
CREATE TYPE "ListKind" AS ENUM ('marketing', 'transactional');

-- CreateTable
CREATE TABLE "user_account" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "Role" NOT NULL,
    "password_hash" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "disabled_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "setup_token" (
    "hash" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "setup_token_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "organisation" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "acs_generation" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import" (
    "id" SERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "started_by" TEXT NOT NULL,
    "started_at" TIMESTAMP(3) NOT NULL,
    "finished_at" TIMESTAMP(3),
    "progress_at" TIMESTAMP(3),
    "bytes" BIGINT,
    "bytes_read" BIGINT NOT NULL DEFAULT 0,
    "records" INTEGER NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "duplicates" INTEGER NOT NULL DEFAULT 0,
    "ignored" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,

    CONSTRAINT "import_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "quarantine" (
    "id" BIGSERIAL NOT NULL,
    "import" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "raw" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "quarantine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sender" (
    "id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "domain" TEXT NOT NULL,

    CONSTRAINT "sender_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "recipient_domain" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "recipient_domain_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery" (
    "address" BIGINT NOT NULL,
    "message" BIGINT NOT NULL,
    "at" TIMESTAMP(3),
    "verdict" BIGINT NOT NULL,
    "sender" INTEGER NOT NULL,
    "domain" INTEGER NOT NULL,
    "seen" SMALLINT NOT NULL,
    "was_seen" SMALLINT,
    "was_sender" INTEGER,
    "was_verdict" BIGINT,
    "was_at" TIMESTAMP(3),
    "recipient" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("address","message")
) WITH (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);

-- CreateTable
CREATE TABLE "event" (
    "at" TIMESTAMP(3) NOT NULL,
    "address" BIGINT NOT NULL,
    "message" BIGINT NOT NULL,
    "kind" SMALLINT NOT NULL,
    "route" SMALLINT NOT NULL,
    "import" INTEGER NOT NULL,
    "verdict" BIGINT NOT NULL,
    "sender" INTEGER NOT NULL,
    "amended" BOOLEAN NOT NULL DEFAULT false,
    "recipient" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "detail" JSONB,

    CONSTRAINT "event_pkey" PRIMARY KEY ("at","address","message","kind","route","import")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "per_quarter" (
    "quarter" INTEGER NOT NULL,
    "sender" INTEGER NOT NULL,
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

    CONSTRAINT "per_quarter_pkey" PRIMARY KEY ("quarter","sender")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "per_code" (
    "day" INTEGER NOT NULL,
    "sender" INTEGER NOT NULL,
    "verdict" BIGINT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "per_code_pkey" PRIMARY KEY ("day","sender","verdict")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "per_domain" (
    "day" INTEGER NOT NULL,
    "sender" INTEGER NOT NULL,
    "domain" INTEGER NOT NULL,
    "suppressed" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "soft" INTEGER NOT NULL,
    "spam" INTEGER NOT NULL,
    "hard" INTEGER NOT NULL,
    "complained" INTEGER NOT NULL,

    CONSTRAINT "per_domain_pkey" PRIMARY KEY ("day","sender","domain")
) WITH (fillfactor = 50);

-- CreateTable
CREATE TABLE "suppression_fact" (
    "address" BIGINT NOT NULL,
    "kind" SMALLINT NOT NULL,
    "message" BIGINT NOT NULL,
    "import" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "recipient" TEXT NOT NULL,

    CONSTRAINT "suppression_fact_pkey" PRIMARY KEY ("address","kind","message","import")
);

-- CreateTable
CREATE TABLE "lease" (
    "address" BIGINT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "recipient" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "cycle_start" TIMESTAMP(3),
    "step" SMALLINT,
    "until" TIMESTAMP(3),
    "inferred" BOOLEAN,
    "last_at" TIMESTAMP(3),

    CONSTRAINT "lease_pkey" PRIMARY KEY ("address")
) WITH (fillfactor = 70);

-- CreateTable
CREATE TABLE "suppression_entry" (
    "id" SERIAL NOT NULL,
    "address" BIGINT NOT NULL,
    "recipient" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL DEFAULT 0,
    "since" TIMESTAMP(3) NOT NULL,
    "until" TIMESTAMP(3),
    "ended_at" TIMESTAMP(3),
    "note" TEXT NOT NULL DEFAULT '',
    "import" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "suppression_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "rhythm" TEXT NOT NULL DEFAULT '',
    "kind" "ListKind" NOT NULL DEFAULT 'marketing',
    "position" INTEGER NOT NULL DEFAULT 0,
    "archived_at" TIMESTAMP(3),
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "import" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "list_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscriber" (
    "id" TEXT NOT NULL,
    "address" BIGINT NOT NULL,
    "recipient" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "import" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "subscriber_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "subscription" (
    "subscriber_id" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "since" TIMESTAMP(3) NOT NULL,
    "left_at" TIMESTAMP(3),

    CONSTRAINT "subscription_pkey" PRIMARY KEY ("subscriber_id","list_id")
);

-- CreateTable
CREATE TABLE "preference_change" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "subscriber_id" TEXT NOT NULL,
    "list_id" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "door" TEXT NOT NULL,
    "undoes" BIGINT,

    CONSTRAINT "preference_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "audit_entry_subject_id_idx" ON "audit_entry"("subject", "id");

-- CreateIndex
CREATE INDEX "quarantine_import_id_idx" ON "quarantine"("import", "id");

-- CreateIndex
CREATE UNIQUE INDEX "sender_name_key" ON "sender"("name");

-- CreateIndex
CREATE UNIQUE INDEX "recipient_domain_name_key" ON "recipient_domain"("name");

-- CreateIndex
CREATE INDEX "event_address_message_idx" ON "event"("address", "message");

-- CreateIndex
CREATE INDEX "lease_until_address_idx" ON "lease"("until", "address");

-- CreateIndex
CREATE INDEX "lease_last_at_address_idx" ON "lease"("last_at", "address");

-- CreateIndex
CREATE INDEX "suppression_entry_address_idx" ON "suppression_entry"("address");

-- CreateIndex
CREATE INDEX "suppression_entry_since_id_idx" ON "suppression_entry"("since", "id");

-- CreateIndex
CREATE UNIQUE INDEX "subscriber_address_key" ON "subscriber"("address");

-- CreateIndex
CREATE INDEX "subscription_list_id_left_at_idx" ON "subscription"("list_id", "left_at");

-- CreateIndex
CREATE INDEX "preference_change_subscriber_id_id_idx" ON "preference_change"("subscriber_id", "id");

-- CreateIndex
CREATE INDEX "preference_change_list_id_at_idx" ON "preference_change"("list_id", "at");

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "list"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "preference_change" ADD CONSTRAINT "preference_change_subscriber_id_fkey" FOREIGN KEY ("subscriber_id") REFERENCES "subscriber"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- The parts of a packed verdict: rank << 43 | quality << 41 | category << 33 | reply << 23 | enhanced (lib/core/verdict.ts).
CREATE FUNCTION rank_of(v bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (v >> 43)::smallint;
CREATE FUNCTION category_of(v bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ((v >> 33) & 255)::smallint;
CREATE FUNCTION reply_of(v bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN ((v >> 23) & 1023)::smallint;
CREATE FUNCTION enhanced_of(v bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (v & 8388607)::int;

-- Bounces only (soft, spam, hard: rank 5 to 7), a few in a hundred rows: the drill-down from a chart or a code, newest first.
CREATE INDEX delivery_bounce_idx ON delivery (at DESC, address, message) WHERE verdict >= 43980465111040;

-- Failed sign-ins from one address of a client, for the throttle.
CREATE INDEX audit_failed_sign_in_idx ON audit_entry ((detail ->> 'client'), at) WHERE action = 'sign-in.failed';

-- What people did and what recipients decided is only ever added to.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER preference_change_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON preference_change
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
