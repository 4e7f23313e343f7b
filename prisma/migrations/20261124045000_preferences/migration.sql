-- Lists: what recipients read in their own language, under which heading, and how often they may choose to get it.
ALTER TABLE "list" ADD COLUMN "section" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "public" BOOLEAN NOT NULL DEFAULT true,
    ADD COLUMN "translations" JSONB NOT NULL DEFAULT '{}';

-- The ledger: which text was read, which mail led there, until when a pause lasts, and why somebody left.
ALTER TABLE "preference_change" ADD COLUMN "wording" TEXT NOT NULL DEFAULT '',
    ADD COLUMN "mailing_id" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "until" TIMESTAMP(3),
    ADD COLUMN "reason" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "mailing" (
    "id" SERIAL NOT NULL,
    "list_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "mailing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "mailing_list_id_name_key" ON "mailing"("list_id", "name");
