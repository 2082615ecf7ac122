import type { LinkProps } from '@tanstack/react-router';
import type { Role } from '../graphql/documents.ts';
import { isGlobalAdmin, seesReports, seesRoster } from './roles.ts';

type Entry = {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly show: (roles: readonly Role[]) => boolean;
};

/** The entries of the navigation, in order. An entry that a role does not see is left out. */
const ENTRIES: readonly Entry[] = [
  { to: '/profile', label: 'My Learn profile', show: () => true },
  { to: '/people', label: 'People', show: seesRoster },
  { to: '/skills', label: 'Skills', show: seesReports },
  { to: '/skills/report', label: 'Skills Report', show: seesReports },
  { to: '/skills/exports', label: 'Exports', show: seesReports },
  { to: '/skills/learn', label: 'Learn analytics', show: seesReports },
  { to: '/integrations/webhooks', label: 'Webhooks', show: isGlobalAdmin },
];

/** The entries for a user with these roles. */
export function navigationFor(roles: readonly Role[]): readonly Entry[] {
  return ENTRIES.filter(({ show }) => show(roles));
}

/** The entry to which an address belongs: the longest that it begins with. */
export function currentEntry(pathname: string): Entry | undefined {
  const around = ENTRIES.filter(({ to }) => pathname === to || pathname.startsWith(`${to}/`));
  return around.sort((one, other) => other.to.length - one.to.length)[0];
}
