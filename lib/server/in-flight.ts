/** A few tasks at once, of which the caller waits for the oldest only when there are too many. */
export class InFlight {
  private readonly tasks: Promise<void>[] = [];
  private failure: { error: unknown } | undefined;

  constructor(private readonly most: number) {}

  /** Waits until there is room. @throws what the first task that failed has thrown */
  async room(): Promise<void> {
    while (this.tasks.length >= this.most) await this.tasks.shift();
    if (this.failure) throw this.failure.error;
  }

  start(task: Promise<void>): void {
    this.tasks.push(
      task.catch((error) => {
        this.failure ??= { error };
      }),
    );
  }

  /** Waits for all, also where one has failed. @throws as {@link room} */
  async settled(): Promise<void> {
    await Promise.all(this.tasks.splice(0));
    if (this.failure) throw this.failure.error;
  }
}
