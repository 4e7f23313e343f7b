import { eventGridFinding, eventType, validationCode } from "./acs-event-grid";
import { logFinding } from "./acs-log";
import { fieldsOf } from "./fields";
import { collect, type Finding, kindOfJson, type Source } from "./source";

/**
 * Azure Communication Services. Its webhook is Event Grid (both schemas, one event or a batch); its exports are the
 * resource logs of Azure Monitor and what Event Grid could not deliver (dead letters).
 *
 * Fields are read one by one and not by a schema: a million rows an hour pass here, and every field is optional.
 */
export const acs: Source = {
  id: "acs",
  // Event Grid sends at most 1 MB, and its own limit is meant loosely.
  largestBody: 1_500_000,
  readWebhook(body) {
    const events = Array.isArray(body) ? body : [body];
    const code = events.map(validationCode).find(Boolean);
    return { ...collect(events, finding), ...(code && { validationCode: code }) };
  },
  readRecord: (record) => collect([record], finding),
};

function finding(record: unknown): Finding {
  const fields = fieldsOf(record);
  if (!fields) return { reason: `Not a record but ${kindOfJson(record)}` };
  const type = eventType(fields);
  return type ? eventGridFinding(fields, type) : logFinding(fields);
}
