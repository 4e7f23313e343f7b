-- Whoever asked and never confirmed is forgotten with this row: nobody else knows the address.
ALTER TABLE "opt_in" ADD COLUMN "address" BIGINT NOT NULL DEFAULT 0,
    ADD COLUMN "recipient" TEXT NOT NULL DEFAULT '';
ALTER TABLE "opt_in" ALTER COLUMN "address" DROP DEFAULT, ALTER COLUMN "recipient" DROP DEFAULT;

-- CreateIndex
CREATE INDEX "opt_in_address_idx" ON "opt_in"("address");
