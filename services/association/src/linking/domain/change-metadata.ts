/** On account of what a link changes: when, by whom, in which request. */
export type Cause = { at: Date; actor: string; requestId: string };
