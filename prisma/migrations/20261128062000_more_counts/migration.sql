-- Deferred: sent, and at least once told to come back later. By domain also what was counted over time only.
ALTER TABLE "per_quarter" ADD COLUMN     "deferred" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "per_quarter_all" ADD COLUMN     "deferred" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "per_quarter_domain" ADD COLUMN     "deferred" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "per_domain" ADD COLUMN     "asynchronous" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "deferred" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unsubscribed" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "per_provider" ADD COLUMN     "asynchronous" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "deferred" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "unsubscribed" INTEGER NOT NULL DEFAULT 0;

-- What is known of the deliveries that are kept, read once; a cluster joins its own tables to a plain one only.
CREATE TEMPORARY TABLE "counted_more" AS
SELECT floor(date_part('epoch', "at") / 900)::int AS "quarter", "sender", "domain",
    count(*) FILTER (WHERE "verdict" >> 43 > 3 AND "seen" & 4 > 0)::int AS "deferred",
    count(*) FILTER (WHERE "verdict" >> 43 > 4 AND "seen" & 16 > 0)::int AS "asynchronous",
    count(*) FILTER (WHERE "verdict" >> 43 > 2 AND "seen" & 4096 > 0)::int AS "unsubscribed"
FROM "delivery"
WHERE "at" IS NOT NULL AND (("verdict" >> 43 > 3 AND "seen" & 4 > 0) OR ("verdict" >> 43 > 4 AND "seen" & 16 > 0) OR "seen" & 4096 > 0)
GROUP BY 1, 2, 3;

UPDATE "per_quarter" r SET "deferred" = c."deferred"
FROM (SELECT "quarter", "sender", sum("deferred")::int AS "deferred" FROM "counted_more" GROUP BY 1, 2) c
WHERE r."quarter" = c."quarter" AND r."sender" = c."sender";
UPDATE "per_quarter_all" r SET "deferred" = c."deferred"
FROM (SELECT "quarter", sum("deferred")::int AS "deferred" FROM "per_quarter" GROUP BY 1) c WHERE r."quarter" = c."quarter";
UPDATE "per_quarter_domain" r SET "deferred" = c."deferred"
FROM (SELECT s."domain", "quarter", sum("deferred")::int AS "deferred"
    FROM "per_quarter" JOIN "sender" s ON s."id" = "per_quarter"."sender" GROUP BY 1, 2) c
WHERE r."quarter" = c."quarter" AND r."domain" = c."domain";
UPDATE "per_domain" r
SET "deferred" = c."deferred", "asynchronous" = c."asynchronous", "unsubscribed" = c."unsubscribed"
FROM (SELECT "quarter" / 96 AS "day", "sender", "domain", sum("deferred")::int AS "deferred",
    sum("asynchronous")::int AS "asynchronous", sum("unsubscribed")::int AS "unsubscribed"
    FROM "counted_more" GROUP BY 1, 2, 3) c
WHERE r."day" = c."day" AND r."sender" = c."sender" AND r."domain" = c."domain";
UPDATE "per_provider" r
SET "deferred" = c."deferred", "asynchronous" = c."asynchronous", "unsubscribed" = c."unsubscribed"
FROM (SELECT "day", "sender", d."provider", sum("deferred")::int AS "deferred",
    sum("asynchronous")::int AS "asynchronous", sum("unsubscribed")::int AS "unsubscribed"
    FROM "per_domain" JOIN "recipient_domain" d ON d."id" = "per_domain"."domain" GROUP BY 1, 2, 3) c
WHERE r."day" = c."day" AND r."sender" = c."sender" AND r."provider" = c."provider";
DROP TABLE "counted_more";
