-- Who is told when a suppression changes, and what they are told: an outbox. Small where nobody listens.
CREATE TABLE "outgoing_endpoint" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "renewed_at" TIMESTAMP(3),
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "failing_since" TIMESTAMP(3),
    "off_at" TIMESTAMP(3),
    "removed_at" TIMESTAMP(3),

    CONSTRAINT "outgoing_endpoint_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "outgoing_message" (
    "id" BIGSERIAL NOT NULL,
    "endpoint_id" INTEGER NOT NULL,
    "event_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,
    "due_at" TIMESTAMP(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMP(3),
    "status" INTEGER,
    "error" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "outgoing_message_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "outgoing_message_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "outgoing_endpoint"("id")
        ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE INDEX "outgoing_message_endpoint_id_id_idx" ON "outgoing_message"("endpoint_id", "id");
CREATE INDEX "outgoing_message_due_at_idx" ON "outgoing_message"("due_at") WHERE "due_at" IS NOT NULL;
