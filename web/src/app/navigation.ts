import type { LinkProps } from '@tanstack/react-router';
import type { Role } from '../graphql/documents.ts';

type Entry = {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly show: (roles: readonly Role[]) => boolean;
};

/** The entries of the navigation, in order. An entry that a role does not see is left out. */
const ENTRIES: readonly Entry[] = [{ to: '/profile', label: 'My Learn profile', show: () => true }];

/** The entries for a user with these roles. */
export function navigationFor(roles: readonly Role[]): readonly Entry[] {
  return ENTRIES.filter(({ show }) => show(roles));
}
