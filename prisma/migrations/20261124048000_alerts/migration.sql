-- What is watched, what it found, and who is told. All small: people make the rules.
CREATE TABLE "alert_rule" (
    "id" SERIAL NOT NULL,
    "rule" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'no-data',
    "since" TIMESTAMP(3),
    "judgement" JSONB,
    "judged_at" TIMESTAMP(3),
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMP(3) NOT NULL,
    "removed_at" TIMESTAMP(3),

    CONSTRAINT "alert_rule_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "alert_incident" (
    "id" SERIAL NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMP(3) NOT NULL,
    "told_at" TIMESTAMP(3) NOT NULL,
    "clear_since" TIMESTAMP(3),
    "acknowledged_at" TIMESTAMP(3),
    "resolved_at" TIMESTAMP(3),
    "owner" TEXT NOT NULL DEFAULT '',
    "judgement" JSONB NOT NULL,

    CONSTRAINT "alert_incident_pkey" PRIMARY KEY ("id")
);

-- At most one is open for each rule, whatever races.
CREATE UNIQUE INDEX "alert_incident_open_key" ON "alert_incident"("rule_id") WHERE "resolved_at" IS NULL;
CREATE INDEX "alert_incident_rule_id_id_idx" ON "alert_incident"("rule_id", "id");

CREATE TABLE "alert_step" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" INTEGER NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "step" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "alert_step_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "alert_step_incident_id_id_idx" ON "alert_step"("incident_id", "id");

CREATE TABLE "alert_channel" (
    "id" SERIAL NOT NULL,
    "channel" JSONB NOT NULL,
    "secret" TEXT NOT NULL DEFAULT '',
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMP(3) NOT NULL,
    "digest_at" TIMESTAMP(3),
    "removed_at" TIMESTAMP(3),

    CONSTRAINT "alert_channel_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "alert_message" (
    "id" BIGSERIAL NOT NULL,
    "channel_id" INTEGER NOT NULL,
    "incident_id" INTEGER,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "due_at" TIMESTAMP(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMP(3),
    "error" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "alert_message_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "alert_message_due_at_idx" ON "alert_message"("due_at") WHERE "due_at" IS NOT NULL;
CREATE INDEX "alert_message_channel_id_id_idx" ON "alert_message"("channel_id", "id");

ALTER TABLE "alert_incident" ADD CONSTRAINT "alert_incident_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "alert_rule"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert_step" ADD CONSTRAINT "alert_step_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "alert_incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alert_message" ADD CONSTRAINT "alert_message_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "alert_channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
