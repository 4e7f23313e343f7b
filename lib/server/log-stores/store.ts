/** A file of a log store, as its listing tells of it. */
export interface StoredFile {
  path: string;
  /** In bytes. */
  size: number;
  /** Changes whenever the file does. */
  version: string;
  changedAt: Date;
  /** It only ever grows at its end, line by line. */
  grows: boolean;
}

/** Where a platform puts its logs as files. */
export interface LogStore {
  /** @param known the paths that were read before */
  list(known: readonly string[]): AsyncIterable<StoredFile>;
  /** The bytes from `start` up to `end`. */
  read(file: StoredFile, start: number, end: number): Promise<Buffer>;
  /** All of it, in parts. */
  stream(file: StoredFile): AsyncIterable<Buffer>;
}
