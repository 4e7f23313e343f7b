-- The list of suppressions shows what stands, latest first, under each of its filters, without reading all of it.
CREATE INDEX suppression_entry_standing ON suppression_entry (since, id)
  WHERE ended_at IS NULL AND recipient <> '';
CREATE INDEX suppression_entry_standing_reason ON suppression_entry (reason, since, id) INCLUDE (until)
  WHERE ended_at IS NULL AND recipient <> '';
CREATE INDEX suppression_entry_standing_domain ON suppression_entry (domain COLLATE "C", since, id)
  WHERE ended_at IS NULL AND recipient <> '';
CREATE INDEX suppression_entry_standing_recipient ON suppression_entry (lower(recipient) COLLATE "C")
  WHERE ended_at IS NULL AND recipient <> '';
CREATE INDEX suppression_entry_standing_sender ON suppression_entry (sender_domain, since, id)
  WHERE ended_at IS NULL AND recipient <> '' AND sender_domain <> '';
CREATE INDEX suppression_entry_standing_end ON suppression_entry (until, id)
  WHERE ended_at IS NULL AND recipient <> '' AND until IS NOT NULL;

CREATE INDEX lease_step ON lease (step, last_at, address);
CREATE INDEX lease_domain ON lease (domain COLLATE "C", last_at, address);
CREATE INDEX lease_recipient ON lease (lower(recipient) COLLATE "C");
