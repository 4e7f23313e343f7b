import type { Database } from "@/lib/server/database";

const SHOWN = 20;

/** Times in ms since 1970. */
export interface EndpointRow {
  id: number;
  name: string;
  /** Without its path, by which it could be posted to. */
  origin: string;
  createdBy: string;
  createdAt: number;
  failingSince: number | null;
  offAt: number | null;
  waiting: number;
  /** The newest first. */
  messages: MessageRow[];
}

export interface MessageRow {
  id: string;
  type: string;
  /** Suppressions in it. */
  size: number;
  createdAt: number;
  sentAt: number | null;
  dueAt: number | null;
  attempts: number;
  error: string;
}

/** Who is told of changes, each with the latest of what it was told. */
export async function outgoing(db: Database): Promise<EndpointRow[]> {
  const rows = await db.outgoingEndpoint.findMany({
    where: { removedAt: null },
    orderBy: { id: "asc" },
    include: {
      messages: { orderBy: { id: "desc" }, take: SHOWN },
      _count: { select: { messages: { where: { dueAt: { not: null } } } } },
    },
  });
  return rows.map(({ url, messages, _count, ...row }) => ({
    ...{ id: row.id, name: row.name, createdBy: row.createdBy, origin: new URL(url).origin },
    createdAt: row.createdAt.getTime(),
    failingSince: row.failingSince?.getTime() ?? null,
    offAt: row.offAt?.getTime() ?? null,
    waiting: _count.messages,
    messages: messages.map((message) => ({
      ...{ id: String(message.id), type: message.type, attempts: message.attempts, error: message.error },
      size: (message.data as { suppressions?: unknown[] }).suppressions?.length ?? 0,
      createdAt: message.createdAt.getTime(),
      sentAt: message.sentAt?.getTime() ?? null,
      dueAt: message.dueAt?.getTime() ?? null,
    })),
  }));
}
