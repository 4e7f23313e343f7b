-- Bounces whose reply points to pages (lib/core/bounce/documents.ts): the list of documents, and the bounces behind each.
-- By "?", which the planner knows to be rare: of "is not null" it would read the whole log.
CREATE INDEX event_pages_idx ON event (address, message) WHERE detail ? 'pages';
