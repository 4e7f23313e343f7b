-- The records of a source that most mail comes from: in order, the first page ends after a few rows.
CREATE INDEX "dmarc_record_day_report_line_idx" ON "dmarc_record"("day", "report", "line");
