import { isGlobalAdmin, managesUsers } from '../../../app/roles.ts';
import type { Role } from '../../../graphql/documents.ts';
import type { Person } from './person.ts';

/** What a user may do about a person now. `remind` copies a text; the product sends nothing. */
export type Act =
  | 'correct address'
  | 'delete'
  | 'invite again'
  | 'remind'
  | 'resend'
  | 'restore'
  | 'roles'
  | 'withdraw';

type Circumstances = {
  /** The roles of the user who acts. */
  readonly roles: readonly Role[];
  /** The person has an account in use and no link. */
  readonly notLinked: boolean;
  readonly now: Date;
};

/** The acts about a person, most useful first, by the rules of the API: only a Global admin acts on a Global admin. */
export function actsFor({ account }: Person, { roles, notLinked, now }: Circumstances): readonly Act[] {
  const remind: readonly Act[] = notLinked ? ['remind'] : [];
  if (account === undefined) return remind;
  const global = isGlobalAdmin(roles);
  const manages = managesUsers(roles) && (global || !isGlobalAdmin(account.roles));
  switch (account.status) {
    case 'INVITED':
      return [
        ...acts(manages, 'resend', 'correct address', 'roles'),
        ...acts(global, account.leavesReportAt === null ? 'withdraw' : 'delete'),
      ];
    case 'DELETED':
      return global && account.restorableUntil !== null && new Date(account.restorableUntil) > now
        ? ['restore']
        : acts(manages, 'invite again');
    default:
      return [...remind, ...acts(manages, 'roles'), ...acts(global, 'delete')];
  }
}

function acts(may: boolean, ...all: readonly Act[]): readonly Act[] {
  return may ? all : [];
}
