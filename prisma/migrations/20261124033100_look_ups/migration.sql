-- A message is found by its id alone; an address by the messages of its deliveries.
-- DropIndex
DROP INDEX "event_address_message_idx";

-- CreateIndex
CREATE INDEX "event_message_address_idx" ON "event"("message", "address");

-- Kinds that are rare may be far apart in the log; what is delivered is everywhere.
CREATE INDEX event_kind_idx ON event (kind, at) WHERE kind <> 4;

-- Of bounces: a row of per_code is a range of this.
CREATE INDEX delivery_code_idx ON delivery (verdict, sender, at) WHERE verdict >= 43980465111040;
