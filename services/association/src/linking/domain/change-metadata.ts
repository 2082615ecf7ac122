/** When a link changes, by whom, through which program and in which request. */
export type ChangeMetadata = {
  readonly at: Date;
  readonly actor: string;
  /** Null or absent where no program is known, as for jobs. */
  readonly client?: string | null;
  readonly requestId: string;
};
