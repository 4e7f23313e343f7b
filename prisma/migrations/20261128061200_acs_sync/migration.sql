-- What is, or is to be, on the suppression lists of ACS by us: a mirror and an outbox in one.
CREATE TABLE "acs_listed" (
    "place" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "due_at" TIMESTAMP(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "changed_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "acs_listed_pkey" PRIMARY KEY ("place", "email")
);

CREATE INDEX "acs_listed_due_at_idx" ON "acs_listed"("due_at") WHERE "due_at" IS NOT NULL;
