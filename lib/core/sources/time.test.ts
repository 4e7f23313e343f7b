import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { eventTime, isoOfUsTime } from "./time";

const at = (text: string) => new Date(text).getTime();

test("event times: the forms that ACS writes", () => {
  assert.equal(eventTime("2026-06-01T00:00:00.0010000Z"), at("2026-06-01T00:00:00.001Z"));
  assert.equal(eventTime("2020-09-18T00:22:20.2855749+00:00"), at("2020-09-18T00:22:20.285Z"));
  assert.equal(eventTime("2026-08-19T23:26:32.99+00:00"), at("2026-08-19T23:26:32.990Z"));
  assert.equal(eventTime("2026-08-19T23:26:32Z"), at("2026-08-19T23:26:32Z"));
  assert.equal(eventTime("2026-08-19T23:26:32-04:30"), at("2026-08-20T03:56:32Z"));
  assert.equal(eventTime("2024-02-29T23:59:59.9999999Z"), at("2024-02-29T23:59:59.999Z"));
});

test("event times: what is none says why", () => {
  const reasons = new Map([
    ["", /^No time$/],
    ["not a date", /neither ISO 8601/],
    ["2026-02-29T00:00:00Z", /neither ISO 8601/],
    ["2026-04-31T00:00:00Z", /neither ISO 8601/],
    ["2026-13-01T00:00:00Z", /neither ISO 8601/],
    ["2026-06-01T24:00:00Z", /neither ISO 8601/],
    ["2026-06-01T23:59:60Z", /neither ISO 8601/],
    ["2026-06-01T00:00:00", /with a zone/],
    ["2026-06-01", /with a zone/],
    ["1780272000", /neither ISO 8601/],
    ["4/3/2026, 2:20:02 AM", /neither ISO 8601/],
    ["1999-12-31T23:59:59.999Z", /not between 2000 and 2099/],
    ["2100-01-01T00:00:00Z", /not between 2000 and 2099/],
    ["0026-06-01T00:00:00Z", /not between 2000 and 2099/],
  ]);
  for (const [text, reason] of reasons) {
    const found = eventTime(text);
    assert.ok(typeof found === "object", text);
    assert.match(found.reason, reason, text);
  }
  assert.equal(eventTime("2000-01-01T00:00:00Z"), at("2000-01-01T00:00:00Z"));
  assert.equal(eventTime("2099-12-31T23:59:59.999Z"), at("2099-12-31T23:59:59.999Z"));
});

test("event times: every instant survives the way through ISO 8601", () => {
  const instants = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(instants, fc.integer({ min: -840, max: 840 }), (date, offset) => {
      const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
      const minutes = String(Math.abs(offset) % 60).padStart(2, "0");
      const zone = `${offset < 0 ? "-" : "+"}${String(Math.floor(Math.abs(offset) / 60)).padStart(2, "0")}:${minutes}`;
      fc.pre(/^\d{4}-/.test(local));
      assert.equal(eventTime(local + zone), date.getTime());
    }),
  );
});

test("the portal's US times, and nothing that could mean another day", () => {
  assert.equal(isoOfUsTime("2/25/2025, 9:19:25.391 AM"), "2025-02-25T09:19:25.391Z");
  assert.equal(isoOfUsTime("4/14/2026, 12:00:00.000 AM"), "2026-04-14T00:00:00.000Z");
  assert.equal(isoOfUsTime("4/14/2026, 12:00:00.000 PM"), "2026-04-14T12:00:00.000Z");
  assert.equal(isoOfUsTime("12/31/2026, 11:59:59\u202fPM"), "2026-12-31T23:59:59.000Z");
  const others = [
    "14/4/2026, 2:20:02 AM",
    "4/3/2026, 2:20:02 am",
    "4/3/2026, 2:20:02 a.m.",
    "03/04/2026, 02:20:02",
    "2/30/2026, 2:20:02 AM",
    "4/3/2026, 13:20:02 PM",
    "4/3/2026, 0:20:02 AM",
    "2026-04-14T02:20:02Z",
    "",
  ];
  for (const text of others) assert.equal(isoOfUsTime(text), undefined, text);
});
