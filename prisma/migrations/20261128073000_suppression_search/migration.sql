-- What is searched by a beginning or by a domain is read in the order of the alphabet, and never further than a page goes.
DROP INDEX lease_domain;
DROP INDEX lease_recipient;
CREATE INDEX lease_domain ON lease (domain COLLATE "C", lower(recipient) COLLATE "C", until);
CREATE INDEX lease_recipient ON lease (lower(recipient) COLLATE "C", until);
CREATE INDEX lease_under ON lease (reverse(domain) COLLATE "C", lower(recipient) COLLATE "C", until);
DROP INDEX suppression_entry_standing_domain;
CREATE INDEX suppression_entry_standing_domain
  ON suppression_entry (domain COLLATE "C", lower(recipient) COLLATE "C")
  WHERE ended_at IS NULL AND recipient <> '';
CREATE INDEX suppression_entry_standing_under
  ON suppression_entry (reverse(domain) COLLATE "C", lower(recipient) COLLATE "C")
  WHERE ended_at IS NULL AND recipient <> '';

-- Entries about one list or one sender domain, latest first; where there are none, that is seen at once.
CREATE INDEX suppression_entry_standing_list ON suppression_entry (since, id)
  WHERE ended_at IS NULL AND recipient <> '' AND list_id <> 0;
CREATE INDEX suppression_entry_standing_senders ON suppression_entry (since, id)
  WHERE ended_at IS NULL AND recipient <> '' AND sender_domain <> '';

-- Entries of a reason are listed by the one, and counted by the other, with an end and without.
DROP INDEX suppression_entry_standing_reason;
CREATE INDEX suppression_entry_standing_reason ON suppression_entry (reason, since, id)
  WHERE ended_at IS NULL AND recipient <> '';
CREATE INDEX suppression_entry_standing_count ON suppression_entry (reason, until) INCLUDE (since)
  WHERE ended_at IS NULL AND recipient <> '';
