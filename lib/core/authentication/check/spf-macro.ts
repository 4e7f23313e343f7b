/** What a name with macros stands for: a name, what only a mail could tell, or what is wrong with it. */
export type Expanded = { name: string } | { open: true } | { fault: string };

/** RFC 7208 section 7.1; c, r and t stand in explanations only. */
const MACRO = /%(?:\{([a-z])(\d*)(r?)([.+,/_=-]*)\}|([%_-]))/gi;
const KNOWN = "slodiphv";
const ESCAPES: Record<string, string> = { "%": "%", _: " ", "-": "%20" };
const LONGEST_NAME = 253;

/**
 * Expands the macros of a domain-spec (RFC 7208 section 7) as far as that can be done before there is a mail.
 * @param domain the domain whose record this is; what %{d} stands for
 * @param sender the domain of the return path; what %{o} stands for
 */
export function expandMacros(spec: string, domain: string, sender: string): Expanded {
  if (spec.replace(MACRO, "").includes("%")) return { fault: "holds a % that begins no macro" };
  let [open, fault] = [false, ""];
  const name = spec.replace(MACRO, (_, letter = "", digits = "", reverse = "", marks = "", sign = "") => {
    if (sign) return ESCAPES[sign] ?? "";
    const macro = letter.toLowerCase();
    if (!KNOWN.includes(macro)) fault = `holds %{${letter}}, which is no macro here`;
    else if (digits !== "" && Number(digits) === 0) fault = "keeps 0 parts of a macro";
    if (macro !== "d" && macro !== "o") open = true;
    return transformed(macro === "o" ? sender : domain, digits, reverse !== "", marks || ".");
  });
  if (fault) return { fault };
  return open ? { open } : { name: shortened(name) };
}

/** Splits at the marks, turns around, keeps so many parts on the right, joins with dots (section 7.3). */
function transformed(value: string, digits: string, reverse: boolean, marks: string): string {
  const parts = value.split(new RegExp(`[${marks.replace(/[-.+/]/g, "\\$&")}]`));
  if (reverse) parts.reverse();
  return parts.slice(digits === "" ? 0 : -Number(digits)).join(".");
}

/** A name that becomes too long loses labels on its left (section 7.3). */
function shortened(name: string): string {
  let left = name;
  while (left.length > LONGEST_NAME && left.includes(".")) left = left.slice(left.indexOf(".") + 1);
  return left;
}
