-- Who opened and clicked: docs/decisions/0012-readers.md. Bits 13 and up of "seen" say which rule caught a machine.
ALTER TABLE "delivery" ALTER COLUMN "seen" SET DATA TYPE INTEGER,
    ALTER COLUMN "was_seen" SET DATA TYPE INTEGER,
    ADD COLUMN "delivered_at" TIMESTAMP(3),
    ADD COLUMN "opened_at" TIMESTAMP(3),
    ADD COLUMN "clicks" BIGINT[];

-- Two sets of clicks (ms << 10 | link) as one, ascending; the earliest 32, which is a join as well.
CREATE FUNCTION "join_clicks"(a BIGINT[], b BIGINT[]) RETURNS BIGINT[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN a IS NULL THEN b WHEN b IS NULL THEN a
        ELSE ARRAY(SELECT DISTINCT click FROM unnest(a || b) AS click ORDER BY 1 LIMIT 32) END
$$;

-- What a delivery saw, with what follows from its moments. 23, 24: opened, clicked before two seconds had passed since its
-- delivery. 25: three links within two seconds. 26, 27: opened, clicked by a person.
CREATE FUNCTION "readers_of"(seen INTEGER, delivered_at TIMESTAMP, opened_at TIMESTAMP, clicks BIGINT[]) RETURNS INTEGER
    LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT seen
        | CASE WHEN opened_at IS NULL THEN 0 WHEN opened_at < delivered_at + interval '2 seconds' THEN 1 << 23 ELSE 1 << 26 END
        | coalesce((
            SELECT bit_or(CASE
                WHEN one >> 10 < extract(epoch FROM delivered_at) * 1000 + 2000 THEN 1 << 24
                WHEN (SELECT count(DISTINCT other & 1023) FROM unnest(clicks) AS other
                    WHERE abs((other >> 10) - (one >> 10)) <= 2000) >= 3 THEN 1 << 25
                ELSE 1 << 27 END)
            FROM unnest(clicks) AS one), 0)
$$;

-- What is there: the requests of before were not looked at, their moments are.
UPDATE "delivery" d SET "delivered_at" = e."delivered_at", "opened_at" = e."opened_at", "clicks" = e."clicks"
FROM (
    SELECT "address", "message", min("at") FILTER (WHERE "kind" = 4) AS "delivered_at",
        max("at") FILTER (WHERE "kind" = 9) AS "opened_at",
        (array_agg(DISTINCT (extract(epoch FROM "at") * 1000)::bigint << 10 ORDER BY (extract(epoch FROM "at") * 1000)::bigint << 10)
            FILTER (WHERE "kind" = 10))[1:32] AS "clicks"
    FROM "event" WHERE "kind" IN (4, 9, 10) GROUP BY 1, 2
) e WHERE e."address" = d."address" AND e."message" = d."message";

-- Delivered mail that was opened or clicked, by whom: 0 nobody, 1 a person, else the place of a rule + 1.
CREATE TABLE "per_reading" (
    "quarter" INTEGER NOT NULL,
    "sender" INTEGER NOT NULL,
    "opened" SMALLINT NOT NULL,
    "clicked" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "per_reading_pkey" PRIMARY KEY ("sender","quarter","opened","clicked")
) WITH (fillfactor = 50);

CREATE TABLE "per_reading_all" (
    "quarter" INTEGER NOT NULL,
    "opened" SMALLINT NOT NULL,
    "clicked" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "per_reading_all_pkey" PRIMARY KEY ("quarter","opened","clicked")
) WITH (fillfactor = 50);

CREATE TABLE "per_reading_provider" (
    "day" INTEGER NOT NULL,
    "sender" INTEGER NOT NULL,
    "provider" TEXT NOT NULL,
    "opened" SMALLINT NOT NULL,
    "clicked" SMALLINT NOT NULL,
    "n" INTEGER NOT NULL,

    CONSTRAINT "per_reading_provider_pkey" PRIMARY KEY ("day","sender","provider","opened","clicked")
) WITH (fillfactor = 50);

WITH "mail" AS (
    SELECT "at", "sender", "provider", readers_of("seen", "delivered_at", "opened_at", "clicks") AS "seen"
    FROM "delivery" JOIN "recipient_domain" r ON r."id" = "domain"
    WHERE "at" IS NOT NULL AND "verdict" >> 43 = 4 AND "seen" & 1536 > 0
), "read" AS (
    SELECT floor(date_part('epoch', "at") / 900)::int AS "quarter", "sender", "provider",
        CASE WHEN "seen" & 512 = 0 THEN 0 WHEN "seen" & (1 << 26) > 0 THEN 1 ELSE 7 END AS "opened",
        CASE WHEN "seen" & 1024 = 0 THEN 0 WHEN "seen" & (1 << 27) > 0 THEN 1 WHEN "seen" & (1 << 24) > 0 THEN 7 ELSE 8 END
            AS "clicked"
    FROM "mail"
), "by_sender" AS (
    INSERT INTO "per_reading" SELECT "quarter", "sender", "opened", "clicked", count(*) FROM "read" GROUP BY 1, 2, 3, 4
), "by_provider" AS (
    INSERT INTO "per_reading_provider"
    SELECT "quarter" / 96, "sender", "provider", "opened", "clicked", count(*) FROM "read" GROUP BY 1, 2, 3, 4, 5
)
INSERT INTO "per_reading_all" SELECT "quarter", "opened", "clicked", count(*) FROM "read" GROUP BY 1, 2, 3;
