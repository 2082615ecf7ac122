/** A login of an organization for SQL clients. It reads the views of schema `reporting` on the standby. */
export type ReportingLogin = {
  /** Name of the role: opaque, because every login can list the names of all roles. */
  readonly name: string;
  readonly organizationId: string;
  /** Sees names, addresses and profile ids. */
  readonly personalData: boolean;
  readonly createdAt: Date;
  readonly validUntil: Date;
  readonly revokedAt: Date | null;
};

export type LoginState = 'VALID' | 'EXPIRED' | 'REVOKED';

/** Days that a login is valid when the operator states none, and at most. */
export const VALID_DAYS = { usual: 90, most: 366 } as const;

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** Without characters that are easily mistaken for others. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** The name of a login from eight random bytes. */
export function loginName(random: Uint8Array): string {
  return `bi_${[...random.slice(0, 8)].map((byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}

/** Whether the text has the form of a login's name. */
export function isLoginName(text: string): boolean {
  return /^bi_[a-z2-9]{8}$/.test(text);
}

/** The end of a validity that begins now; undefined for a number of days that no login may have. */
export function validUntil(now: Date, days: number): Date | undefined {
  if (!Number.isInteger(days) || days < 1 || days > VALID_DAYS.most) return undefined;
  return new Date(now.getTime() + days * DAY_MILLISECONDS);
}

/** The state of a login. A revoked login stays revoked. */
export function loginState({ revokedAt, validUntil: end }: ReportingLogin, now: Date): LoginState {
  if (revokedAt !== null) return 'REVOKED';
  return end <= now ? 'EXPIRED' : 'VALID';
}
