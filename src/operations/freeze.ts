/** A stop to all changes, which holds until an admin lifts it. */
export interface Freeze {
  /** Slack id of the admin. */
  by: string;
  at: Date;
  /** May be empty. */
  reason: string;
}

/** The one freeze that all processes of a record share. Each method resolves once its outcome is durable. */
export interface Freezes {
  /** Null while changes may be made. */
  current(): Promise<Freeze | null>;
  /** Answers the one in force: this, or an earlier one, which stays as it is. */
  freeze(freeze: Freeze): Promise<Freeze>;
  /** Answers what was in force, or null. */
  lift(lifted: { by: string; at: Date }): Promise<Freeze | null>;
}
