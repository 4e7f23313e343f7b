-- Entries for a whole domain are few beside those for an address, and asked for with every address.
CREATE INDEX "suppression_entry_whole_domain" ON "suppression_entry"("address") WHERE "recipient" LIKE '@%';
