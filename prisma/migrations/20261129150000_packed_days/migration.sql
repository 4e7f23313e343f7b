-- The rows of a UTC day of per_domain as one value, for reports over thousands of them; right while packed_version is version.
CREATE TABLE "domain_day" (
    "day" INTEGER NOT NULL,
    "version" UUID NOT NULL,
    "packed_version" UUID,
    "packed" BYTEA,

    CONSTRAINT "domain_day_pkey" PRIMARY KEY ("day")
);

-- PostgreSQL would spend its time on packing it again.
ALTER TABLE "domain_day" ALTER COLUMN "packed" SET STORAGE EXTERNAL;

INSERT INTO "domain_day" ("day", "version") SELECT "day", gen_random_uuid() FROM "per_domain" GROUP BY "day";
