import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { readBody } from "@/lib/server/body";
import { sessionOptions } from "@/lib/server/session";

const BODY_LIMIT = 16_000;

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

export function GET(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, sessionOptions());
}

/** next-auth reads the body of its forms without a limit, so it gets one that was read within ours. */
export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const { method, headers, url } = request;
  const body = await readBody(request, BODY_LIMIT).catch(() => null);
  if (!body) return new Response(null, { status: 413 });
  return NextAuth(new NextRequest(url, { method, headers, body }), context, sessionOptions());
}
