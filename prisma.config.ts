import { defineConfig } from "prisma/config";

// Generating the client needs no database, so an absent DATABASE_URL must not stop it.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://127.0.0.1:1/absent" },
});
