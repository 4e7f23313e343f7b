-- Whom a list still reaches: counted by lib/server/list-health.ts. List 0: everybody, once each.
CREATE TABLE "list_health" (
    "list_id" INTEGER NOT NULL,
    "counted_at" TIMESTAMP(3) NOT NULL,
    "people" INTEGER NOT NULL,
    "bounced" INTEGER NOT NULL,
    "dead" INTEGER NOT NULL,
    "silent" INTEGER[],

    CONSTRAINT "list_health_pkey" PRIMARY KEY ("list_id")
);

-- Who joined a list in which week.
CREATE INDEX "subscription_list_id_since_idx" ON "subscription"("list_id", "since");
