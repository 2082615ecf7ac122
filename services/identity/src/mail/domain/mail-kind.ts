/** Every kind of mail. */
export const MAIL_KINDS = ['INVITATION', 'LEAVER', 'RENEWAL', 'NEXT_ASSOCIATION'] as const;

export type MailKind = (typeof MAIL_KINDS)[number];

/** Kinds that a user chooses. An invited person is no user yet: stopping invitations goes by address. */
export type ChosenKind = Exclude<MailKind, 'INVITATION'>;
