import type { PersonAccountFragment, PersonNameFragment } from '../../../graphql/documents.ts';

/** A person as the caller sees them: name and address, and the account where the roles of the caller show it. */
export type Person = PersonNameFragment & { readonly account: PersonAccountFragment | undefined };

type Asked = PersonNameFragment & Partial<PersonAccountFragment>;

/** The person of an answer whose question left out the account for some roles. */
export function personOf(user: Asked): Person {
  const { id, displayName, email } = user;
  return { id, displayName, email, account: hasAccount(user) ? user : undefined };
}

function hasAccount(user: Asked): user is PersonNameFragment & PersonAccountFragment {
  return user.status !== undefined;
}
