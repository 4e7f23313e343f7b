-- CreateTable
CREATE TABLE "per_quarter_domain" (
    "domain" TEXT NOT NULL,
    "quarter" INTEGER NOT NULL,
    "queued" INTEGER NOT NULL,
    "delayed" INTEGER NOT NULL,
    "suppressed" INTEGER NOT NULL,
    "delivered" INTEGER NOT NULL,
    "soft" INTEGER NOT NULL,
    "spam" INTEGER NOT NULL,
    "hard" INTEGER NOT NULL,
    "asynchronous" INTEGER NOT NULL,
    "opened" INTEGER NOT NULL,
    "clicked" INTEGER NOT NULL,
    "complained" INTEGER NOT NULL,
    "unsubscribed" INTEGER NOT NULL,

    CONSTRAINT "per_quarter_domain_pkey" PRIMARY KEY ("domain","quarter")
) WITH (fillfactor = 50);

INSERT INTO "per_quarter_domain"
SELECT "domain", "quarter", sum("queued"), sum("delayed"), sum("suppressed"), sum("delivered"), sum("soft"), sum("spam"),
    sum("hard"), sum("asynchronous"), sum("opened"), sum("clicked"), sum("complained"), sum("unsubscribed")
FROM "per_quarter" JOIN "sender" ON "sender"."id" = "per_quarter"."sender" GROUP BY 1, 2;
