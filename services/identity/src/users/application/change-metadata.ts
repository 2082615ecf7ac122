/** Metadata of a change: instant, request, actor; and the report day of the month, which sets drop dates. */
export type ChangeMetadata = {
  readonly at: Date;
  readonly requestId: string;
  readonly actor: string;
  readonly reportDay: number;
};
