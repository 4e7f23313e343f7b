-- Whose mail servers a recipient domain names in the DNS, once an admin has that asked: lib/server/provider-hosts.ts.
ALTER TABLE "recipient_domain" ADD COLUMN "host_provider" TEXT;
ALTER TABLE "recipient_domain" ADD COLUMN "host_found" TEXT;
ALTER TABLE "recipient_domain" ADD COLUMN "host_due_at" TIMESTAMP(3);

-- Whom to ask about next: those who never were first.
CREATE INDEX "recipient_domain_host_due" ON "recipient_domain" ("host_due_at" NULLS FIRST, "id")
  WHERE "provider" = 'Others' OR "host_due_at" IS NOT NULL;

CREATE TABLE "provider_look_up" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "active" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "provider_look_up_pkey" PRIMARY KEY ("id")
);

INSERT INTO "provider_look_up" DEFAULT VALUES;
