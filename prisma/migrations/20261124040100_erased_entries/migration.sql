-- Entries of erased addresses: each look-up asks first whether there are any, and then for their keys alone.
CREATE INDEX suppression_entry_erased ON suppression_entry (address) WHERE recipient = '';
