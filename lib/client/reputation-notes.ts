import type { NewAnnotation, NewLimit, NewView } from "@/lib/core/reputation-notes";
import { ask } from "./request";

/** Marks, own limits and views are for everybody who is signed in. */
export const addAnnotation = (input: NewAnnotation) =>
  ask<{ id: number }>("POST", "/api/v1/annotations", input);
export const removeAnnotation = (id: number) => ask<undefined>("DELETE", `/api/v1/annotations/${id}`);
export const setOwnLimit = (input: NewLimit) => ask<undefined>("PUT", "/api/v1/own-limits", input);
/** Conflict where the name is taken. */
export const saveView = (input: NewView) => ask<{ id: number }>("POST", "/api/v1/saved-views", input);
export const removeView = (id: number) => ask<undefined>("DELETE", `/api/v1/saved-views/${id}`);
