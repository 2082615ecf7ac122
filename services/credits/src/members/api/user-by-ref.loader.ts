import type { RequestReads } from '@app/subgraph-kit/database/reads';
import DataLoader from 'dataloader';
import { findUsersByRefs } from '../store/person.store.js';

type PersonKey = { readonly organizationId: string; readonly personRef: string };

const textOf = ({ organizationId, personRef }: PersonKey) => `${organizationId} ${personRef}`;

/** The user id of a personRef; null for an unknown reference, such as that of an imaginary person. */
export function userByRefLoader(reads: RequestReads): DataLoader<PersonKey, string | null, string> {
  return new DataLoader(
    async (people) => {
      const byRef = new Map((await findUsersByRefs(reads, people)).map((row) => [textOf(row), row.userId]));
      return people.map((person) => byRef.get(textOf(person)) ?? null);
    },
    { cacheKeyFn: textOf },
  );
}
