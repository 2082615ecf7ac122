/** What a mail says, without greeting and footer: plain text, one line each. */
export type MailContent = {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  /** A path at the public address. */
  readonly action: { readonly label: string; readonly path: string };
};
