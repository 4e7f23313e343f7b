import { cache } from "react";
import { database } from "@/lib/server/database";
import { home } from "@/lib/server/reports/home";

/** What the frame and the page of one request both need: asked once. */
export const frame = cache(() => home(database()));
