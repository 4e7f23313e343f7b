import type { ReactNode } from "react";

/** The line icons, drawn on 16 × 16 with a 1.5 stroke in the colour of the text. */
export const ICON_SHAPES = {
  overview: (
    <>
      <path d="M2 12.5c2.5 0 2.5-6 5-6s2 3.5 3.5 3.5S12 4 14 4" />
      <path d="M2 14.5h12" opacity=".5" />
    </>
  ),
  bounces: (
    <>
      <path d="M2.5 4v5.5a2 2 0 0 0 2 2H13" />
      <path d="M10.3 8.8 13 11.5l-2.7 2.7" />
      <path d="M6 4.5h7.5" opacity=".5" />
    </>
  ),
  authentication: (
    <>
      <path d="M8 1.8 2.8 3.9v3.8c0 3.1 2.2 5.5 5.2 6.5 3-1 5.2-3.4 5.2-6.5V3.9Z" />
      <path d="m5.7 8 1.7 1.7 3-3.2" />
    </>
  ),
  suppressions: <path d="M2 13.5h2.4v-3H7v-3h2.6v-3h2.4V2h2" />,
  lists: (
    <>
      <path d="M5.5 4h8M5.5 8h8M5.5 12h8" />
      <path d="M2.3 4h.4M2.3 8h.4M2.3 12h.4" strokeWidth="2" />
    </>
  ),
  alerts: (
    <>
      <path d="M4 11.2V7.3a4 4 0 0 1 8 0v3.9l1.3 1.3H2.7Z" />
      <path d="M6.6 14.2h2.8" />
    </>
  ),
  events: (
    <>
      <path d="M4 2.5v11" />
      <circle cx="4" cy="5" r="1.4" fill="currentColor" stroke="none" />
      <circle cx="4" cy="11" r="1.4" fill="currentColor" stroke="none" />
      <path d="M8 5h5.5M8 11h4" />
    </>
  ),
  imports: (
    <>
      <path d="M8 2v7.5M5 6.8 8 9.8l3-3" />
      <path d="M2.5 11v2.5h11V11" />
    </>
  ),
  settings: (
    <>
      <path d="M2.5 5h6M12 5h1.5M2.5 11H4M7.5 11h6" />
      <circle cx="10.3" cy="5" r="1.7" />
      <circle cx="5.7" cy="11" r="1.7" />
    </>
  ),
  mail: (
    <>
      <rect x="2" y="3.5" width="12" height="9" rx="1.5" />
      <path d="m2.5 5 5.5 4 5.5-4" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.3" r="2.6" />
      <path d="M3 13.5c.6-2.6 2.5-3.9 5-3.9s4.4 1.3 5 3.9" />
    </>
  ),
  key: (
    <>
      <circle cx="5.2" cy="10.8" r="2.7" />
      <path d="m7.2 8.8 6-6M11 5l2 2" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M8 7.4V11M8 5.2v.1" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.3" />
      <path d="m10.3 10.3 3.2 3.2" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M3.5 10.5h-1v-8h8v1" />
    </>
  ),
  export: <path d="M8 2.5v7M5.2 7 8 9.8 10.8 7M3 13.5h10" />,
  open: (
    <>
      <path d="M9 3h4v4M13 3 7.5 8.5" />
      <path d="M11 9.5V13H3V5h3.5" />
    </>
  ),
  undo: (
    <>
      <path d="M3 6h6.5a3.5 3.5 0 0 1 0 7H6" />
      <path d="M5.5 3 2.7 6l2.8 3" />
    </>
  ),
  out: (
    <>
      <path d="M6.5 13.5h-4v-11h4" />
      <path d="M6 8h7.5M11 5.3 13.7 8 11 10.7" />
    </>
  ),
  more: <path d="M3.5 8h.1M8 8h.1M12.5 8h.1" strokeWidth="2.2" />,
  reputation: (
    <>
      <circle cx="8" cy="6.5" r="4" />
      <path d="m5.6 9.9-.9 4.3L8 12.6l3.3 1.6-.9-4.3" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  check: <path d="m3 8.5 3.3 3.3L13 4.8" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  previous: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  next: <path d="M6 3.5 10.5 8 6 12.5" />,
  moon: <path d="M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z" />,
  globe: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="M2.4 8h11.2M8 2.3c3.4 3.4 3.4 8 0 11.4M8 2.3c-3.4 3.4-3.4 8 0 11.4" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof ICON_SHAPES;
