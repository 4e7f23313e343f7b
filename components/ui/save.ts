/** Hands the reader a file that was made in the browser. */
export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  // Not at once: some browsers read it only then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Lets the browser fetch a download by itself: it goes to a file as it comes. */
export function download(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}
