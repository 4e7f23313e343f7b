import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, bytes, count, counted, day, moment, percent, span, weekdayMoment } from "./format";

const at = (iso: string) => Date.parse(iso);
const now = at("2026-11-23T08:42:00Z");

test("moments are written in the organisation's zone, with the year only where it differs", () => {
  assert.equal(
    weekdayMoment(at("2026-11-25T09:30:00Z"), "Europe/Berlin", now),
    "Wed\u00a025\u00a0Nov, 10:30",
  );
  assert.equal(moment(at("2026-11-19T07:12:00Z"), "Europe/Berlin", now), "19 Nov 08:12");
  assert.equal(day(at("2025-09-02T12:00:00Z"), "UTC", now), "2 Sep 2025");
  assert.equal(day(at("2025-12-31T23:30:00Z"), "Asia/Kolkata", now), "1 Jan", "the year is the zone's");
});

test("midnight is 00:00, never 24:00", () => {
  assert.equal(moment(at("2026-11-20T00:00:00Z"), "UTC", now), "20 Nov 00:00");
});

test("a length of time keeps its two leading units", () => {
  assert.equal(span(41 * 60_000), "41 min");
  assert.equal(span(31 * 3_600_000 + 59 * 60_000), "31 h");
  assert.equal(span(48 * 3_600_000), "2 d 0 h");
  assert.equal(span(219 * 3_600_000), "9 d 3 h");
  assert.equal(span(20_000), "under 1 min");
});

test("how long ago", () => {
  assert.equal(ago(-5), "0 s ago", "a provider's clock may be ahead");
  assert.equal(ago(38_400), "38 s ago");
  assert.equal(ago(212 * 60_000), "3 h 32 min ago");
  assert.equal(ago(6.5 * 86_400_000), "6 days ago");
});

test("figures", () => {
  assert.equal(count(24230), "24,230");
  assert.equal(count(999), "999");
  assert.equal(counted(1, "address", "addresses"), "1 address");
  assert.equal(counted(0, "address", "addresses"), "0 addresses");
  assert.equal(percent(0.01269), "1.27%");
  assert.equal(percent(0.00042), "0.042%");
  assert.equal(percent(0), "0.00%");
  assert.equal(percent(null), "no data");
  assert.equal(bytes(612), "612 B");
  assert.equal(bytes(1_440_000), "1.4 MB");
  assert.equal(bytes(312_000_000), "312 MB");
});
