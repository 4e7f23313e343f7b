/** Separates where people decide from where the data is; once a page. */
export function Perforation() {
  return <hr className="perforation" />;
}
