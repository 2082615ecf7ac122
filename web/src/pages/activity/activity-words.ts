import type {
  ActivityActorKind,
  LearningSource,
  LinkActivityKind,
  LinkActivityReason,
  UserActivityKind,
  UserActivityReason,
} from '../../graphql/documents.ts';
import { type Known, word } from '../../text/words.ts';

const USER_KINDS: Readonly<Record<Known<UserActivityKind>, string>> = {
  INVITED: 'Invited',
  INVITATION_RESENT: 'Invitation sent again',
  FIRST_SIGN_IN: 'First sign-in',
  ROLES_CHANGED: 'Roles changed',
  DEACTIVATED: 'Access ended by the directory',
  REACTIVATED: 'Access restored by the directory',
  DELETED: 'Deleted',
  RESTORED: 'Restored',
  ERASED: 'Personal data erased',
  REFUSED: 'Rejected',
};

const ATTEMPTS: Readonly<Record<string, string>> = {
  INVITED: 'attempt to invite',
  INVITATION_RESENT: 'attempt to send the invitation again',
  ROLES_CHANGED: 'attempt to change roles',
  DELETED: 'attempt to delete',
  RESTORED: 'attempt to restore',
};

const USER_REASONS: Readonly<Record<Known<UserActivityReason>, string>> = {
  LAST_GLOBAL_ADMIN: 'the organization needs a Global admin',
  NOT_PERMITTED: 'this takes a Global admin',
  USER_EXISTS: 'another person has the address',
  INVITATION_NOT_PENDING: 'the person has signed in',
  RESTORE_WINDOW_PASSED: 'deleted more than 30 days ago',
  DIRECTORY_CONFLICT: 'the directory gave a name, address or id that another person has',
};

const LINK_KINDS: Readonly<Record<Known<LinkActivityKind>, string>> = {
  STARTED: 'Linked',
  ENDED_BY_USER: 'Access removed',
  ENDED_BY_MOVE: 'Ended: linked to another work account',
  ENDED_BY_ACCOUNT: 'Ended with the account',
  REINSTATED: 'Linked again after a return',
  REFUSED: 'Rejected',
  FAILED: 'Failed',
  MERGED: 'Profile merged by the learning source',
};

const LINK_REASONS: Readonly<Record<Known<LinkActivityReason>, string>> = {
  COOL_OFF: 'too soon after the last link',
  YEARLY_LIMIT: 'no link is left this year',
  ASSOCIATION_LIMIT: 'a limit of links; the person sees the next date',
  ANOTHER_PROFILE_LINKED: 'another profile is linked, and has to be removed first',
  TOO_MANY_STARTS: 'too many attempts within an hour',
  SIGN_IN_TOO_OLD: 'the sign-in was older than twelve hours',
  DELEGATED_TOKEN: 'a program tried for the person',
  WRONG_BROWSER: 'another browser opened the address',
  WRONG_PERSON: 'another person had the code',
  WRONG_CODES: 'five codes were wrong',
  CANCELLED: 'the sign-in was canceled',
  ACCOUNT_NOT_CHOSEN: 'no account was chosen',
  SIGN_IN_FAILED: 'the sign-in failed at the learning source',
  NO_LEARNING_ACCOUNT: 'the learning source knows no such account',
  PROFILE_INCOMPLETE: 'the profile has no usable id',
  MCID_NOT_GENERATED: 'the profile has no id yet',
  PROVIDER_UNAVAILABLE: 'the learning source did not answer',
  EXPIRED: 'not confirmed within ten minutes',
};

const SOURCES: Readonly<Record<Known<LearningSource>, string>> = {
  MICROSOFT_LEARN: 'Microsoft Learn',
  PARTNER_UNIVERSITY: 'Partner University',
};

const ACTORS: Readonly<Record<Known<ActivityActorKind>, string>> = {
  PERSON: 'A person',
  PROGRAM: 'A program',
  OPERATOR: 'The operator',
  DIRECTORY: 'The directory',
  BROWSER: 'Another browser',
  SYSTEM: 'The system',
};

/** What happened to an account: Rejected attempt to delete: the organization needs a Global admin. */
export function accountText(entry: {
  readonly kind: UserActivityKind;
  readonly userReason: UserActivityReason | null;
  readonly attempted: UserActivityKind | null;
}): string {
  const attempt = entry.attempted === null ? undefined : ATTEMPTS[entry.attempted];
  const what = [word(USER_KINDS, entry.kind), ...(attempt === undefined ? [] : [attempt])].join(' ');
  return entry.userReason === null ? what : `${what}: ${word(USER_REASONS, entry.userReason)}`;
}

/** What happened to a link: Microsoft Learn · Failed: the sign-in was canceled. */
export function linkText(entry: {
  readonly kind: LinkActivityKind;
  readonly linkReason: LinkActivityReason | null;
  readonly source: LearningSource;
}): string {
  const what = `${word(SOURCES, entry.source)} · ${word(LINK_KINDS, entry.kind)}`;
  return entry.linkReason === null ? what : `${what}: ${word(LINK_REASONS, entry.linkReason)}`;
}

/** Who asked, by name where the page knows one, with the program: Amara Okafor, through skill-link-web. */
export function actorText(
  entry: { readonly actorKind: ActivityActorKind; readonly client: string | null },
  name: string | undefined,
): string {
  const who = name ?? word(ACTORS, entry.actorKind);
  return entry.client === null ? who : `${who}, through ${entry.client}`;
}
