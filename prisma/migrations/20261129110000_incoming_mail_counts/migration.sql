-- How many of the mails are automatic replies, and how many complaints they stand for, from these alone.
CREATE INDEX incoming_mail_answers ON incoming_mail (received_at) WHERE kind = 'auto-reply';
CREATE INDEX incoming_mail_complaints ON incoming_mail (received_at) INCLUDE (incidents)
    WHERE state = 'taken' AND incidents > 0;
