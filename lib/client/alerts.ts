import type { AlertChannel } from "@/lib/core/alerts/channel";
import type { AlertRule } from "@/lib/core/alerts/rule";
import type { IncidentAct } from "@/lib/server/alerts/incidents";
import { ask } from "./request";

const PATH = "/api/v1/alerts";

/** Makes a rule, or puts another in the place of `id`; it is judged by at once. */
export const saveRule = ({ id, rule }: { id: number | null; rule: AlertRule }) =>
  id === null
    ? ask<unknown>("POST", `${PATH}/rules`, rule)
    : ask<unknown>("PUT", `${PATH}/rules/${id}`, rule);

/** Ends a rule; what it has open is resolved. */
export const removeRule = (id: number) => ask<undefined>("DELETE", `${PATH}/rules/${id}`);

/** Admins only. The signing secret of a new webhook is in this answer and nowhere else. */
export const createChannel = (input: { channel: AlertChannel; everyRule: boolean }) =>
  ask<{ id: number; secret: string | null }>("POST", `${PATH}/channels`, input);

/** Admins only. A web address that comes back as it was shown stays what it is. */
export const changeChannel = ({ id, channel }: { id: number; channel: AlertChannel }) =>
  ask<undefined>("PUT", `${PATH}/channels/${id}`, channel);

/** Admins only; what waits for it is not sent. */
export const removeChannel = (id: number) => ask<undefined>("DELETE", `${PATH}/channels/${id}`);

/** Admins only. Sends a test now; `error` is empty when it was taken. */
export const testChannel = (id: number) => ask<{ error: string }>("POST", `${PATH}/channels/${id}/test`, {});

/** Acknowledges, hands over, notes, or resolves. Conflict where somebody was faster. */
export const actOnIncident = ({ id, act }: { id: number; act: IncidentAct }) =>
  ask<undefined>("POST", `${PATH}/incidents/${id}`, act);
