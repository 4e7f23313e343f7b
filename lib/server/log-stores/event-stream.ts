/** One message of a stream of events. */
export interface StreamMessage {
  /** Its number in its partition: ascending, with gaps. */
  sequence: number;
  /** Decoded, as far as it was JSON. */
  body: unknown;
}

/** Where a platform sends its logs as they happen. */
export interface EventStream {
  /** What positions hold for: another stream of the same name has another one. */
  version(): Promise<string>;
  partitions(): Promise<string[]>;
  /** The messages after this number (null: from the oldest that is kept), in order; none once there are no more for now. */
  read(partition: string, after: number | null): Promise<StreamMessage[]>;
  close(): Promise<void>;
}
