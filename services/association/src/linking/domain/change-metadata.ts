/** When a link changes, by whom and in which request. */
export type ChangeMetadata = { readonly at: Date; readonly actor: string; readonly requestId: string };
