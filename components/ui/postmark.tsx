/** The mark: ring, dot and three waves of a postmark. Never smaller than 18 px high. */
export function Postmark() {
  return (
    <svg
      viewBox="0 0 26 20"
      width="26"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <circle cx="8.6" cy="10" r="6.9" />
      <circle cx="8.6" cy="10" r="2.1" fill="currentColor" stroke="none" />
      <path d="M18.6 5.4c1.1-1.1 2.1-1.1 3.2 0s2 1.1 3 .2M18.9 10c1.1-1.1 2-1.1 3 0s1.9 1.1 2.9.2M18.6 14.6c1.1-1.1 2.1-1.1 3.2 0s2 1.1 3 .2" />
    </svg>
  );
}
