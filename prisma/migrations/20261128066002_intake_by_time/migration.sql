-- The sources page asks for the last days of all doors.
CREATE INDEX "intake_quarter_idx" ON "intake"("quarter");
-- A request that comes again brings the same unreadable elements.
CREATE INDEX "quarantine_live_idx" ON "quarantine" (md5("raw")) WHERE "import" = 0;
