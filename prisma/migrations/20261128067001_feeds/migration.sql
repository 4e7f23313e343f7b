-- CreateTable
CREATE TABLE "feed" (
    "name" TEXT NOT NULL,
    "polled_at" TIMESTAMP(3) NOT NULL,
    "error" TEXT NOT NULL DEFAULT '',
    "error_at" TIMESTAMP(3),

    CONSTRAINT "feed_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "feed_position" (
    "feed" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "position" BIGINT NOT NULL,
    "version" TEXT NOT NULL DEFAULT '',
    "changed_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "feed_position_pkey" PRIMARY KEY ("feed","path")
);
