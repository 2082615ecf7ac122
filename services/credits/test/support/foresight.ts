import { expectNoErrors } from '@app/test-kit/graphql-client';
import { operator, testCredits } from './credits.js';

type Answer = Record<string, unknown>;

/** A small organization with a gate that is just reached, and what its analysts ask of it. */
export async function foresightStage() {
  const credits = await testCredits();
  const organizationId = await credits.anOrganization();
  const people = new Map<string, { id: string; personRef: string }>();
  // Infrastructure, intermediate: the gate needs two administrators; networkers and hybrid administrators pay behind it.
  await join('ada', ['AZ-ADMIN', '2025-09-10'], ['AZ-NET', '2026-06-01']);
  await join('boris', ['AZ-ADMIN', '2026-05-01']);
  await join('clara', ['AZ-NET', '2025-12-24']);
  await credits.allCounted();
  const rows = await credits.sql<{ user_id: string; ref: string }>(
    'SELECT user_id, ref FROM credits.person WHERE organization_id = $1',
    [organizationId],
  );
  for (const [name, { id }] of people) {
    people.set(name, { id, personRef: rows.find(({ user_id }) => user_id === id)?.ref ?? '' });
  }

  async function join(name: string, ...has: [code: string, on: string][]): Promise<void> {
    const user = await credits.aUser(organizationId, { displayName: name });
    people.set(name, { id: user.id, personRef: '' });
    const { profileId } = await credits.aLink(user);
    await credits.record(
      has.map(([credentialCode, on]) => ({ profileId, credentialCode, achievedAt: `${on}T08:00:00.000Z` })),
    );
  }

  return {
    credits,
    organizationId,
    people,
    async ask(fields: string, caller = operator('reports:read.pii'), id = organizationId): Promise<Answer> {
      const data = expectNoErrors(await credits.entity('Organization', id, fields, caller));
      return data._entities[0] as unknown as Answer;
    },
    async refusal(fields: string, caller = operator('reports:read.pii')) {
      const { errors } = await credits.entity('Organization', organizationId, fields, caller);
      return [errors?.[0]?.extensions?.code, errors?.[0]?.message];
    },
    ref: (name: string) => people.get(name)?.personRef ?? '',
  };
}

export type ForesightStage = Awaited<ReturnType<typeof foresightStage>>;

/** The answers about Infrastructure. */
export const infrastructure = (rows: unknown) =>
  (rows as { code?: string; designation?: string }[]).filter(
    (row) => (row.code ?? row.designation) === 'infrastructure',
  );
