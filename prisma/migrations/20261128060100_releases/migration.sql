-- CreateTable
CREATE TABLE "suppression_release" (
    "id" SERIAL NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'prepared',
    "asked" JSONB NOT NULL,
    "prepared_by" TEXT NOT NULL,
    "prepared_at" TIMESTAMP(3) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "started_at" TIMESTAMP(3),
    "progress_at" TIMESTAMP(3),
    "finished_at" TIMESTAMP(3),
    "items" INTEGER NOT NULL DEFAULT 0,
    "released" INTEGER NOT NULL DEFAULT 0,
    "undone_by" TEXT,
    "undone_at" TIMESTAMP(3),
    "undone" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "suppression_release_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppression_release_item" (
    "release" INTEGER NOT NULL,
    "address" BIGINT NOT NULL,
    "entry" INTEGER NOT NULL,
    "recipient" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "step" SMALLINT,
    "until" TIMESTAMP(3),
    "message" BIGINT,
    "released_at" TIMESTAMP(3),

    CONSTRAINT "suppression_release_item_pkey" PRIMARY KEY ("release","address","entry")
);

-- CreateIndex
CREATE INDEX "suppression_release_started_at_id_idx" ON "suppression_release"("started_at", "id");

-- CreateIndex
CREATE INDEX "suppression_release_item_address_idx" ON "suppression_release_item"("address");

-- CreateIndex
CREATE INDEX "suppression_release_item_release_state_address_entry_idx" ON "suppression_release_item"("release", "state", "address", "entry");
