import { readFileSync } from 'node:fs';
import { freePorts } from '@app/stack/ports';
import type { Stack } from '@app/stack/stack';
import { startTestStack } from '@app/stack/test-stack';
import { expectNoErrors, type GraphqlClient } from '@app/test-kit/graphql-client';
import { asFeed, eventually, link, type Source, signedIn } from '../journeys/people.js';
import { useEarly } from './early-use.js';

const DEMONSTRATION = new URL('../../../development/demonstration/demonstration.json', import.meta.url);
const CREDITS = '{ viewer { credits(first: 100) { nodes { id state achievement { id credential { code } } } } } }';
type Credits = {
  viewer: {
    credits: {
      nodes: { id: string; state: string; achievement: { id: string; credential: { code: string } } }[];
    } | null;
  };
};

async function record(
  stack: Stack,
  externalId: string,
  source: Source,
  profileId: string,
  credentialCode: string,
): Promise<void> {
  const feed = await asFeed(stack);
  const input = {
    source,
    items: [{ externalId, profileId, credentialCode, achievedAt: new Date(Date.now() - 86_400_000).toISOString() }],
  };
  const answer = await feed.execute(
    'mutation ($input: RecordAchievementsInput!) { recordAchievements(input: $input) { __typename ... on RecordAchievementsSuccess { recorded repeated refused { message } } } }',
    { input },
  );
  expect(expectNoErrors(answer)).toEqual({
    recordAchievements: { __typename: 'RecordAchievementsSuccess', recorded: 1, repeated: 0, refused: [] },
  });
}

const credited = async (client: GraphqlClient, code: string) =>
  (expectNoErrors(await client.execute<Credits>(CREDITS)).viewer.credits?.nodes ?? []).filter(
    (credit) => credit.achievement.credential.code === code,
  );

describe('kill -9 between linking and counting', () => {
  let stack: Stack;
  let early: Awaited<ReturnType<typeof useEarly>>;
  const said: string[] = [];
  beforeAll(async () => {
    const [port, providerPort] = await freePorts(2);
    const entry = { gatewayUrl: `http://localhost:${port}`, signInProviderUrl: `http://localhost:${providerPort}` };
    let using: ReturnType<typeof useEarly> | undefined;
    stack = await startTestStack({
      environment: { PORT: String(port), DEV_ISSUER_PORT: String(providerPort) },
      show: (line) => {
        said.push(line);
        if (line.startsWith('Loading the demonstration data')) using = useEarly(entry as Stack);
      },
    });
    early = await (using ?? Promise.reject(new Error(said.join('\n'))));
  }, 300_000);
  afterAll(() => stack.stop());

  it('changes made while the demonstration is loaded persist, and the demonstration is complete', async () => {
    expect(early).toEqual({
      registered: {
        registerOrganization: { __typename: 'RegisterOrganizationSuccess', organization: { id: expect.any(String) } },
      },
      recorded: { recordAchievements: { __typename: 'RecordAchievementsSuccess', recorded: 1 } },
      confirmed: 'ConfirmAssociationSuccess',
    });
    expect(said.filter((line) => /not complete|ended/.test(line))).toEqual([]);
    const ayse = await signedIn(stack, 'ayse.arslan@nordlicht.example');
    await eventually(
      () => credited(ayse, 'SEC-OPS'),
      (answer) => answer[0]?.state === 'COUNTED',
    );
    const { organizations, people, associations, achievements } = JSON.parse(readFileSync(DEMONSTRATION, 'utf8'));
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: stack.adminUrl });
    await client.connect();
    const counted = async (table: string) => (await client.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;
    const counts = [
      await counted('identity.organization'),
      await counted('identity.user_account'),
      await counted('association.association'),
      await counted('credits.achievement_report WHERE amends IS NULL'),
    ];
    await client.end();
    expect(counts).toEqual([
      organizations.length + 1,
      people.length + 1,
      associations.length + 1,
      achievements.length + 1,
    ]);
  });

  it('of credits before the link: the credit is counted once after the restart, and answers are partial meanwhile', async () => {
    const viktor = await signedIn(stack, 'viktor.petrov@harbour.example');
    await stack.kill('credits');
    expect((await link(stack, viktor, 'MICROSOFT_LEARN', 'viktor.p@post.example')).__typename).toBe(
      'ConfirmAssociationSuccess',
    );
    const partial = await viktor.execute(
      '{ viewer { displayName activeAssociation(source: MICROSOFT_LEARN) { profileId } credits(first: 1) { nodes { id } } } }',
    );
    expect(partial.data).toEqual({
      viewer: { displayName: 'Viktor Petrov', activeAssociation: { profileId: '9112650' }, credits: null },
    });
    expect(partial.errors?.map((error) => [error.extensions?.code, error.path])).toEqual([
      ['SERVICE_UNAVAILABLE', ['viewer', 'credits']],
    ]);
    await stack.restart('credits');
    const credits = await eventually(
      () => credited(viktor, 'AVD'),
      (answer) => answer[0]?.state === 'COUNTED',
    );
    expect(credits).toHaveLength(1);
  });

  it('of association right after the answer to the link: the event arrives, and the credit is counted once', async () => {
    const aisha = await signedIn(stack, 'aisha.mohamed@baobab.example');
    await link(stack, aisha, 'MICROSOFT_LEARN', 'aisha.m@mail.example');
    await stack.kill('association');
    await stack.restart('association');
    expect(
      await eventually(
        () => credited(aisha, 'PBI-DA'),
        (answer) => answer.length > 0,
      ),
    ).toHaveLength(1);
  });

  it('of credits right after an achievement was recorded: it is counted once', async () => {
    const amara = await signedIn(stack, 'amara.okafor@harbour.example');
    await link(stack, amara, 'MICROSOFT_LEARN', 'amara@home.example');
    await record(stack, 'resilience-1', 'MICROSOFT_LEARN', '7204518', 'SEC-OPS');
    await stack.kill('credits');
    await stack.restart('credits');
    expect(
      await eventually(
        () => credited(amara, 'SEC-OPS'),
        (answer) => answer.length > 0,
      ),
    ).toHaveLength(1);
  });

  it('of identity and of the gateway: both restart, and a user can link again', async () => {
    await stack.kill('identity');
    await stack.kill('gateway');
    await stack.restart('identity');
    await stack.restart('gateway');
    const hannah = await signedIn(stack, 'hannah.goldberg@harbour.example');
    await link(stack, hannah, 'MICROSOFT_LEARN', 'hannah.g@home.example');
    expect(
      await eventually(
        () => credited(hannah, 'AZ-SAP'),
        (answer) => answer.length > 0,
      ),
    ).toHaveLength(1);
  });

  it('of PostgreSQL: idempotent mutations run once, every error is retryable, and the jobs continue', async () => {
    const admin = await signedIn(stack, 'eleanor.whitcombe@harbour.example');
    const codes = new Set<unknown>();
    const invite = async (n: number): Promise<string> => {
      const input = {
        organizationId: '01989001-dc96-7467-9a90-09ad731033ff',
        email: `restart-${n}@harbour.example`,
        displayName: `Restart ${n}`,
        idempotencyKey: `r${n}`,
      };
      for (;;) {
        const { data, errors } = await admin.execute<{ inviteUser: { user: { id: string } } }>(
          'mutation ($input: InviteUserInput!) { inviteUser(input: $input) { ... on InviteUserSuccess { user { id } } } }',
          { input },
        );
        if (errors === undefined) return data?.inviteUser.user.id ?? 'none';
        for (const { extensions } of errors) codes.add(extensions?.code);
        if (errors.some(({ extensions }) => extensions?.code !== 'SERVICE_UNAVAILABLE')) return 'none';
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    const invited = Array.from({ length: 8 }, (_, n) =>
      new Promise((resolve) => setTimeout(resolve, n * 40)).then(() => invite(n)),
    );
    await new Promise((resolve) => setTimeout(resolve, 120));
    process.kill(stack.pids().postgres ?? -1, 'SIGKILL');
    const ids = await Promise.all(invited);
    expect(new Set(ids).size).toBe(8);
    expect(ids).not.toContain('none');
    expect([...codes].filter((code) => code !== 'SERVICE_UNAVAILABLE')).toEqual([]);
    await record(stack, 'resilience-restart', 'MICROSOFT_LEARN', '1750093', 'SEC-OPS');
    const credits = await eventually(
      () => credited(admin, 'SEC-OPS'),
      (answer) => answer[0]?.state === 'COUNTED',
    );
    expect(credits).toHaveLength(1);
  }, 60_000);

  it('leaves one credit per achievement and organization in the database', async () => {
    const { default: pg } = await import('pg');
    const client = new pg.Client({ connectionString: stack.adminUrl });
    await client.connect();
    const { rows } = await client.query(
      'SELECT achievement_id, organization_id FROM credits.credit GROUP BY 1, 2 HAVING count(*) > 1',
    );
    await client.end();
    expect(rows).toEqual([]);
  });
});
