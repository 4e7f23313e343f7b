-- CreateTable
CREATE TABLE "soft_policy" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "in_a_row" INTEGER NOT NULL DEFAULT 5,
    "days" INTEGER NOT NULL DEFAULT 7,
    "active" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 0,
    "phase" TEXT NOT NULL DEFAULT 'settled',
    "after" BIGINT NOT NULL DEFAULT -9223372036854775808,
    "progress_at" TIMESTAMP(3),

    CONSTRAINT "soft_policy_pkey" PRIMARY KEY ("id")
);

INSERT INTO "soft_policy" ("id") VALUES (1);
