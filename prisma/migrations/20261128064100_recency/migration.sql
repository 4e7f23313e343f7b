-- Mail by how long ago its reader had read one: recounted by lib/server/recency.ts.
CREATE TABLE "per_recency" (
    "day" INTEGER NOT NULL,
    "sender" INTEGER NOT NULL,
    "cohort" SMALLINT NOT NULL,
    "delivered" INTEGER NOT NULL,
    "soft" INTEGER NOT NULL,
    "spam" INTEGER NOT NULL,
    "hard" INTEGER NOT NULL,
    "complained" INTEGER NOT NULL,

    CONSTRAINT "per_recency_pkey" PRIMARY KEY ("day","sender","cohort")
);

CREATE TABLE "recency_day" (
    "day" INTEGER NOT NULL,
    "counted_at" TIMESTAMP(3) NOT NULL,
    "counted" TEXT NOT NULL,

    CONSTRAINT "recency_day_pkey" PRIMARY KEY ("day")
);
