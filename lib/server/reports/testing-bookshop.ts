import { loadDemo } from "../demo";
import { filledDatabase } from "../testing";

/** A quarter past seven in the evening UTC, four days after the clocks went back in Europe. */
export const NOW = Date.UTC(2026, 9, 29, 19, 15);

/** A database with 24 days of a small bookshop, or more: some 600 mails a day with every outcome, incidents included. */
export const bookshop = (days = 24) =>
  filledDatabase(`bookshop_${days}`, (db) =>
    loadDemo(db, { days, perDay: 600, actor: "test", now: new Date(NOW) }),
  );
