/**
 * Where to go after the sign-in: a path of this site, else the overview. Whatever a browser might read as another host
 * (`//host`, `/\host`, a scheme, control characters) is refused.
 */
export function nextPath(wanted: string | string[] | undefined): string {
  const home = "/overview";
  if (typeof wanted !== "string" || !/^\/(?![/\\])[\x20-\x7e]*$/.test(wanted)) return home;
  return wanted.includes("\\") || /^\/(sign-in|api)\b/.test(wanted) ? home : wanted;
}
