import { z } from "zod";
import { SCOPES } from "@/lib/core/api-key";
import type { Described } from "./http";
import { PARAMETERS, REPORTS } from "./reports/registry";
import { FORMATS } from "./reports/table";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
const FROM_QUERY = ["GET", "HEAD", "DELETE"];
/** What every report over a period reads, see lib/core/filter.ts. */
const FILTER = z.object({
  period: z
    .string()
    .optional()
    .describe("today, yesterday, 7d, 28d, 90d, 365d or month; or give from and to"),
  from: z.iso.date().optional().describe("first local day"),
  to: z.iso.date().optional().describe("last local day"),
  tz: z.string().optional().describe("IANA zone; without it the organisation's"),
  sender: z.string().optional().describe("address or domain; without it all"),
  format: z.enum(FORMATS).optional().describe("the whole table as a file"),
});

type JsonSchema = { properties?: Record<string, object>; required?: string[] };
const schemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;

/** The modules of the handlers by their path, as "/api/v1/lists/[id]". */
export type Modules = Record<string, Record<string, unknown>>;

const isDescribed = (handler: unknown): handler is { described: Described } =>
  typeof handler === "function" && "described" in handler;

const inQuery = (schema: z.ZodType) => {
  const { properties = {}, required = [] } = schemaOf(schema);
  return Object.entries(properties).map(([name, schema]) => ({
    ...{ name, in: "query", schema, required: required.includes(name) },
  }));
};

function operation(method: string, path: string, { role, key, input, body, status }: Described) {
  const fromQuery = FROM_QUERY.includes(method) || body === "stream";
  const inPath = [...path.matchAll(/\[(\w+)\]/g)].map(([, name]) => ({
    ...{ name, in: "path", required: true, schema: { type: "string" } },
  }));
  const content =
    body === "stream"
      ? { "application/octet-stream": {} }
      : input && !fromQuery && { "application/json": { schema: schemaOf(input) } };
  return {
    parameters: [...inPath, ...(input && fromQuery ? inQuery(input) : [])],
    ...(content && { requestBody: { required: true, content } }),
    security: role === "anyone" ? [] : [{ session: [] }, ...(key ? [{ key: [key] }] : [])],
    ...(role === "admin" && { description: "Admins only." }),
    responses: {
      [String(status ?? 200)]: { description: "Done; 204 where there is nothing to say." },
      default: { $ref: "#/components/responses/Problem" },
    },
  };
}

/** One entry a report, as each reads its own parameters. */
function reportPaths(described: Described) {
  return Object.keys(REPORTS).map((name) => {
    const more = PARAMETERS[name];
    const parameters = [...inQuery(FILTER), ...(more ? inQuery(more) : [])];
    return [`/api/v1/reports/${name}`, { get: { ...operation("GET", "", described), parameters } }] as const;
  });
}

/** The API as an OpenAPI 3.1 document, from the schemas that its handlers read by. */
export function openapi(modules: Modules) {
  const paths = Object.entries(modules).flatMap(([path, handlers]) => {
    const found = METHODS.filter((method) => isDescribed(handlers[method])).map((method) => ({
      method: method.toLowerCase(),
      described: (handlers[method] as { described: Described }).described,
    }));
    if (path === "/api/v1/reports/[report]") return reportPaths(found[0]!.described);
    const operations = found.map(({ method, described }) => [
      method,
      operation(method.toUpperCase(), path, described),
    ]);
    return [[path.replaceAll(/\[(\w+)\]/g, "{$1}"), Object.fromEntries(operations)] as const];
  });
  return {
    openapi: "3.1.0",
    info: { title: "Repute", version: "1", description: "See docs/api.md." },
    paths: Object.fromEntries(paths.sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "next-auth.session-token" },
        key: {
          type: "http",
          scheme: "bearer",
          description: `A key of the settings. Scopes: ${Object.keys(SCOPES).join(", ")}.`,
        },
      },
      responses: {
        Problem: {
          description: "RFC 9457.",
          content: {
            "application/problem+json": {
              schema: {
                type: "object",
                required: ["type", "title", "status"],
                properties: {
                  ...{ type: { type: "string" }, title: { type: "string" }, status: { type: "integer" } },
                  ...{ code: { type: "string" }, field: { type: "string" }, requestId: { type: "string" } },
                },
              },
            },
          },
        },
      },
    },
  };
}
