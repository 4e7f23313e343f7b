import { after, before, beforeEach } from "node:test";
import { SOURCE_NAMES, type SourceName } from "@/lib/core/sources/names";
import { database } from "@/lib/server/database";
import { log } from "@/lib/server/log";
import { connectSenders, requestOf, type SesWay } from "@/lib/server/sources/testing-senders";
import { testDatabase } from "@/lib/server/testing";
import { testEnvironment } from "@/lib/server/testing-session";
import { emptied } from "@/lib/server/testing-state";
import type { PrismaClient } from "@/prisma/generated/client";
import { POST } from "./route";

/** Of what the made-up events tell. */
export const START = Date.UTC(2026, 4, 31, 20);

/** Every provider, connected, on a database of its own that each test of the file finds empty. */
export function providersUnderTest() {
  let on: Awaited<ReturnType<typeof testDatabase>>;
  before(async () => {
    on = await testDatabase();
    testEnvironment(on.url);
    log.level = "silent";
    await on.db.organisation.create({ data: { name: "Marlow Books" } });
    await connectSenders(
      on.db,
      SOURCE_NAMES.filter((source) => source !== "acs"),
    );
  });
  after(async () => {
    await database().$disconnect();
    await on?.drop();
  });
  const empty = async () => {
    await emptied(on.db);
    await on.db.suppressionEntry.deleteMany();
    await on.db.feedPosition.deleteMany();
  };
  beforeEach(empty);
  return {
    get db(): PrismaClient {
      return on.db;
    },
    empty,
    /** Events as their provider sends them, through the door. */
    async send(source: SourceName, events: object[], way?: SesWay) {
      const place = { params: Promise.resolve({ source }) };
      const response = await POST(await requestOf(on.db, source, events, way), place);
      return { status: response.status, ...(await response.json()) };
    },
  };
}
