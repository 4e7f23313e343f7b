-- What was known before a day when it was counted, so that it can be told whether the count still follows from it.
ALTER TABLE "recency_day" ADD COLUMN "known" TEXT NOT NULL DEFAULT '';
