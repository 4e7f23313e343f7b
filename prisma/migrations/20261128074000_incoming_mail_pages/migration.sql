-- A page of the mails of one state.
CREATE INDEX "incoming_mail_state_received_at_digest_idx" ON "incoming_mail"("state", "received_at", "digest");

-- Those whose delivery may still become known are found by when they came, without a look at the mails themselves; the
-- new ones by their state.
DROP INDEX incoming_mail_open;
CREATE INDEX incoming_mail_open ON incoming_mail (received_at) INCLUDE (handled_at, digest)
    WHERE state = 'unverified' AND kind IN ('bounce', 'delayed', 'complaint');
