-- What receivers report of our mail (RFC 7489, RFC 9990, RFC 8460), what it adds up to, and what the DNS says.

-- CreateTable
CREATE TABLE "authentication_report" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "organisation" TEXT NOT NULL,
    "report_id" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "begin" TIMESTAMP(3) NOT NULL,
    "end" TIMESTAMP(3) NOT NULL,
    "digest" TEXT NOT NULL,
    "variants" TEXT[],
    "contact" TEXT NOT NULL,
    "submitter" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "records" INTEGER NOT NULL,
    "messages" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,
    "raw" BYTEA,
    "received_at" TIMESTAMP(3) NOT NULL,
    "import" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "authentication_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dmarc_origin" (
    "id" SERIAL NOT NULL,
    "network" TEXT NOT NULL,
    "signed" TEXT NOT NULL,
    "broken" TEXT NOT NULL,
    "spf_domain" TEXT NOT NULL,
    "spf_result" TEXT NOT NULL,
    "forwarded" BOOLEAN NOT NULL,

    CONSTRAINT "dmarc_origin_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dmarc_record" (
    "report" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "sender" TEXT NOT NULL,
    "origin" INTEGER NOT NULL,
    "reporter" TEXT NOT NULL,
    "ip" TEXT NOT NULL,
    "n" BIGINT NOT NULL,
    "dkim" BOOLEAN NOT NULL,
    "spf" BOOLEAN NOT NULL,
    "disposition" TEXT NOT NULL,
    "disagrees" BOOLEAN NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "dmarc_record_pkey" PRIMARY KEY ("report","line")
);

-- CreateTable
CREATE TABLE "per_dmarc" (
    "day" INTEGER NOT NULL,
    "sender" TEXT NOT NULL,
    "origin" INTEGER NOT NULL,
    "reporter" TEXT NOT NULL,
    "n" BIGINT NOT NULL,
    "dkim" BIGINT NOT NULL,
    "spf" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,
    "quarantined" BIGINT NOT NULL,
    "rejected" BIGINT NOT NULL,
    "disagreeing" BIGINT NOT NULL,

    CONSTRAINT "per_dmarc_pkey" PRIMARY KEY ("day","sender","origin","reporter")
);

-- CreateTable
CREATE TABLE "per_dmarc_day" (
    "day" INTEGER NOT NULL,
    "sender" TEXT NOT NULL,
    "n" BIGINT NOT NULL,
    "dkim" BIGINT NOT NULL,
    "spf" BIGINT NOT NULL,
    "failed" BIGINT NOT NULL,
    "quarantined" BIGINT NOT NULL,
    "rejected" BIGINT NOT NULL,
    "disagreeing" BIGINT NOT NULL,

    CONSTRAINT "per_dmarc_day_pkey" PRIMARY KEY ("sender","day")
);

-- CreateTable
CREATE TABLE "tls_record" (
    "report" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "day" INTEGER NOT NULL,
    "domain" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "n" BIGINT NOT NULL,
    "detail" JSONB NOT NULL,

    CONSTRAINT "tls_record_pkey" PRIMARY KEY ("report","line")
);

-- CreateTable
CREATE TABLE "per_tls" (
    "day" INTEGER NOT NULL,
    "domain" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "n" BIGINT NOT NULL,

    CONSTRAINT "per_tls_pkey" PRIMARY KEY ("day","domain","result")
);

-- CreateTable
CREATE TABLE "source_answer" (
    "source" TEXT NOT NULL,
    "mine" BOOLEAN NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "source_answer_pkey" PRIMARY KEY ("source")
);

-- CreateTable
CREATE TABLE "domain_check" (
    "domain" TEXT NOT NULL,
    "checked_at" TIMESTAMP(3) NOT NULL,
    "result" JSONB NOT NULL,

    CONSTRAINT "domain_check_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "dkim_selector" (
    "domain" TEXT NOT NULL,
    "selector" TEXT NOT NULL,
    "changed_by" TEXT NOT NULL,
    "changed_at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "dkim_selector_pkey" PRIMARY KEY ("domain","selector")
);

-- CreateIndex
CREATE INDEX "authentication_report_end_id_idx" ON "authentication_report"("end", "id");

-- CreateIndex
CREATE UNIQUE INDEX "authentication_report_key" ON "authentication_report"("kind", "organisation", "report_id", "domain", "begin", "end");

-- CreateIndex
CREATE UNIQUE INDEX "dmarc_origin_key" ON "dmarc_origin"("network", "signed", "broken", "spf_domain", "spf_result", "forwarded");

-- CreateIndex
CREATE INDEX "dmarc_record_origin_day_report_line_idx" ON "dmarc_record"("origin", "day", "report", "line");

-- CreateIndex
CREATE INDEX "tls_record_domain_day_idx" ON "tls_record"("domain", "day");
