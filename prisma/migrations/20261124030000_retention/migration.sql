-- CreateTable
CREATE TABLE "retention" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "days" INTEGER NOT NULL DEFAULT 400,
    "log_from" TIMESTAMP(3),

    CONSTRAINT "retention_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "background_job" (
    "name" TEXT NOT NULL,
    "ran_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "background_job_pkey" PRIMARY KEY ("name")
);

-- AlterTable
ALTER TABLE "import" ADD COLUMN     "outdated" INTEGER NOT NULL DEFAULT 0;

-- Rows lie roughly in the order of their time, so that retention finds a day without reading all of them.
CREATE INDEX "delivery_at_idx" ON "delivery" USING BRIN ("at");

INSERT INTO "retention" ("id") VALUES (1);
