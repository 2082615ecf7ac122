import type {
  PeopleQuery,
  PersonAccountFragment,
  PersonNameFragment,
  RosterPersonFragment,
} from '../../../graphql/documents.ts';
import { type Person, personOf } from '../acts/person.ts';
import type { StateFacts } from './roster-words.ts';

/** A row of the roster; `person` is undefined while the service with the names is away. */
export type Row =
  | {
      readonly kind: 'on the roster';
      readonly id: string;
      readonly person: Person | undefined;
      readonly facts: StateFacts;
    }
  | { readonly kind: 'deleted'; readonly id: string; readonly person: Person; readonly account: PersonAccountFragment };

type Organization = NonNullable<PeopleQuery['callerOrganization']>;

/** The rows of a page: the roster, or the deleted users. */
export function rowsOf({ roster, deletedUsers }: Organization): readonly Row[] {
  return deletedUsers == null ? (roster?.nodes ?? []).map(rosterRow) : deletedUsers.nodes.map(deletedRow);
}

function rosterRow(entry: RosterPersonFragment): Row {
  const { id, user } = entry;
  const person = user === null ? undefined : personOf(user);
  const facts = { ...entry, account: person?.account, newestLink: user?.associations?.nodes[0] };
  return { kind: 'on the roster', id, person, facts };
}

function deletedRow(user: PersonNameFragment & PersonAccountFragment): Row {
  return { kind: 'deleted', id: user.id, person: personOf(user), account: user };
}
