-- CreateTable
CREATE TABLE "hygiene_item" (
    "address" BIGINT NOT NULL,
    "recipient" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "reasons" TEXT[],
    "evidence" JSONB NOT NULL,
    "evidence_at" TIMESTAMP(3) NOT NULL,
    "found_at" TIMESTAMP(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "decided_at" TIMESTAMP(3),
    "decided_by" TEXT,
    "decided_upon" TIMESTAMP(3),
    "returned_at" TIMESTAMP(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "hygiene_item_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "hygiene_pass" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "through" TIMESTAMP(3),
    "whole_at" TIMESTAMP(3),

    CONSTRAINT "hygiene_pass_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hygiene_item_state_evidence_at_address_idx" ON "hygiene_item"("state", "evidence_at", "address");

-- CreateIndex
CREATE INDEX "hygiene_item_evidence_at_address_idx" ON "hygiene_item"("evidence_at", "address");

INSERT INTO "hygiene_pass" ("id") VALUES (1);
