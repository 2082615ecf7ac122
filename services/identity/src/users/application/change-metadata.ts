/** On account of what somebody's account changes: when, in which request, by whom; and the report's day of the month. */
export type LifecycleCause = {
  readonly at: Date;
  readonly requestId: string;
  readonly actor: string;
  readonly reportDay: number;
};
