/** Callers who see associations and profile ids of a user. None of them may link or unlink for the user (R4). */
export const linkReaders = ['self', 'GLOBAL_ADMIN', 'PARTNER_ADMIN'] as const;
