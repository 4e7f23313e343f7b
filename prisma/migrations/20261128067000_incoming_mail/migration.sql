-- CreateTable
CREATE TABLE "incoming_mail" (
    "digest" TEXT NOT NULL,
    "received_at" TIMESTAMP(3) NOT NULL,
    "route" TEXT NOT NULL,
    "recipients" TEXT[],
    "size" INTEGER NOT NULL,
    "sender" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'new',
    "reason" TEXT NOT NULL DEFAULT '',
    "incidents" INTEGER NOT NULL DEFAULT 0,
    "repeats" INTEGER NOT NULL DEFAULT 0,
    "addresses" BIGINT[],
    "found" JSONB NOT NULL DEFAULT '[]',
    "handled_at" TIMESTAMP(3),
    "raw" BYTEA NOT NULL,

    CONSTRAINT "incoming_mail_pkey" PRIMARY KEY ("digest")
);

-- CreateIndex
CREATE INDEX "incoming_mail_received_at_digest_idx" ON "incoming_mail"("received_at", "digest");

-- What the background looks at again: mails that nobody has dealt with, and those whose delivery may still become known.
CREATE INDEX incoming_mail_open ON incoming_mail (handled_at) WHERE state IN ('new', 'unverified');

-- By the Message-ID of a mail that came back. Of 32 bits a row, since an import writes millions; by "?", as for pages.
CREATE INDEX event_internet_message_idx ON event USING hash ((detail ->> 'internetMessageId')) WHERE detail ? 'internetMessageId';
