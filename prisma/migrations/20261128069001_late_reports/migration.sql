-- Of the events that were taken in: those that came more than a day after they had happened.
ALTER TABLE "intake" ADD COLUMN "late" INTEGER NOT NULL DEFAULT 0;
