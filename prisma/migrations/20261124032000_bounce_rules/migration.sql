-- CreateTable
CREATE TABLE "bounce_rule_set" (
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "undoes" INTEGER,

    CONSTRAINT "bounce_rule_set_pkey" PRIMARY KEY ("version")
);

-- CreateTable
CREATE TABLE "bounce_reading" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "phase" TEXT NOT NULL DEFAULT 'settled',
    "after_at" TIMESTAMP(3),
    "after_address" BIGINT NOT NULL DEFAULT 0,
    "after_message" BIGINT NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "checked" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "progress_at" TIMESTAMP(3),

    CONSTRAINT "bounce_reading_pkey" PRIMARY KEY ("id")
);

INSERT INTO "bounce_reading" ("id") VALUES (1);

-- Two reports of one instant that say different things are two rows: see evidenceKey in lib/core/bounce/evidence.ts.
ALTER TABLE "event" ADD COLUMN     "evidence" INTEGER NOT NULL DEFAULT 0,
DROP CONSTRAINT "event_pkey",
ADD CONSTRAINT "event_pkey" PRIMARY KEY ("at","address","message","kind","route","import","evidence");

-- The codes that a log gave beside the text: until now only those that were read of a bounce were kept.
UPDATE "event" SET "detail" = "detail"
    || CASE WHEN reply_of("verdict") > 0 THEN jsonb_build_object('reply', reply_of("verdict")::text) ELSE '{}' END
    || CASE WHEN enhanced_of("verdict") > 0 THEN jsonb_build_object('enhanced', concat_ws('.', enhanced_of("verdict") / 1000000,
        enhanced_of("verdict") / 1000 % 1000, enhanced_of("verdict") % 1000)) ELSE '{}' END
WHERE "kind" BETWEEN 5 AND 7 AND "route" = 2 AND "detail" ? 'status';

-- Bounces of the log (soft, spam, hard: kinds 5 to 7), a few in a hundred rows: what rules are tried on, and read again.
CREATE INDEX event_bounce_idx ON event (at, address, message) WHERE kind BETWEEN 5 AND 7;

-- Asked by whatever writes what it has read of bounces. It holds the reading as it is until the end of the transaction, and
-- fails when that is another than the one given. The look comes after the lock, in a snapshot of its own.
CREATE FUNCTION admit_reading(given int) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(1920298085);
    IF given IS DISTINCT FROM (SELECT epoch FROM bounce_reading WHERE id = 1) THEN
        RAISE EXCEPTION 'bounces were read under rules that are no longer in force' USING ERRCODE = 'RPT01';
    END IF;
    RETURN true;
END
$$;
