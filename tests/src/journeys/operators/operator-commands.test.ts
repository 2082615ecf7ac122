import type { Stack } from '@app/stack/stack';
import type { GraphqlClient } from '@app/test-kit/graphql-client';
import { jest } from '@jest/globals';
import { startDemonstrationStack } from '../demonstration-stack.js';
import { asMachine, eventually } from '../people.js';
import { ending, type Operator, operatorOf } from './operator.js';

type Failure = { error: { code: string; message: string; hint: string | null } };

const HARBOUR = '01989001-dc96-7467-9a90-09ad731033ff';
const NOTHING = '00000000-0000-4000-8000-000000000000';

// Each command is a process of its own.
jest.setTimeout(300_000);

describe('skill-link', () => {
  let stack: Stack;
  let operator: Operator;
  let harbour: GraphqlClient;
  beforeAll(async () => {
    stack = await startDemonstrationStack();
    operator = operatorOf(stack);
    harbour = await asMachine(stack, 'harbour-integration', 'development-only-harbour');
  }, 600_000);
  afterAll(() => stack.stop());

  const codeOf = async (...words: string[]) => (await operator.run(words)).code;
  const failureOf = async (...words: string[]) => {
    const { code, document } = await operator.json<Failure>(words);
    return { code, reason: document.error.code };
  };

  describe('organization', () => {
    const registration = (partnerId: string, tenantId: string) => [
      ...['organization', 'register', '--name', 'Fabrikam', '--partner-id', partnerId, '--tenant-id', tenantId],
      ...['--admin-email', 'grace@fabrikam.example', '--admin-name', 'Grace', '--yes'],
    ];
    const TENANT = '3b0c5b1e-6f0f-4a2e-9a53-0d2b6f5c1a11';

    it('register makes an organization as the API does, recorded as the change of this operator', async () => {
      const { code, document } = await operator.json<{ organization: { id: string }; firstAdmin: { id: string } }>(
        registration('7700001', TENANT),
        { SKILL_LINK_OPERATOR: 'anna' },
      );
      expect(code).toBe(0);
      const activity = await operator.sql('SELECT kind, actor FROM identity.user_activity WHERE user_id = $1', [
        document.firstAdmin.id,
      ]);
      expect(activity).toEqual([{ kind: 'INVITED', actor: 'operator:skill-link/anna' }]);
      const known = () => operator.sql('SELECT FROM credits.organization WHERE id = $1', [document.organization.id]);
      await eventually(known, (rows) => rows.length === 1);
      const shown = await operator.run(['organization', 'show', '7700001']);
      expect({ code: shown.code, out: shown.out }).toEqual({ code: 0, out: expect.stringContaining('Fabrikam') });
      expect(await codeOf('organization', 'show', document.organization.id)).toBe(0);
    });

    it('register rejects a second one with the tenant, and values that no rule accepts; show an unknown one', async () => {
      expect(await failureOf(...registration('7700002', TENANT))).toEqual({ code: 4, reason: 'ORGANIZATION_EXISTS' });
      expect(await failureOf(...registration('7700003', 'fabrikam'))).toEqual({ code: 2, reason: 'WRONG_CALL' });
      expect(await failureOf('organization', 'show', NOTHING)).toEqual({ code: 5, reason: 'NOT_FOUND' });
      expect(await failureOf('organization', 'show', 'Fabri')).toEqual({ code: 5, reason: 'NOT_FOUND' });
    });

    it('registers once when it runs twice at once', async () => {
      const call = registration('7700004', '3b0c5b1e-6f0f-4a2e-9a53-0d2b6f5c1a12');
      const codes = await Promise.all([codeOf(...call), codeOf(...call)]);
      expect(codes.sort()).toEqual([0, 4]);
    });
  });

  describe('scim-token', () => {
    const issue = (label: string) => ['scim-token', 'issue', '--organization', HARBOUR, '--label', label, '--yes'];
    const scim = async (secret: string) => {
      const headers = { authorization: `Bearer ${secret}` };
      return (await fetch(`${stack.gatewayUrl}/scim/v2/Users?count=0`, { headers })).status;
    };

    it('issue makes a token that works, two at most, and revoke ends it', async () => {
      const { code, out } = await operator.run(issue('one'));
      const [, secret = ''] = /secret: +(\S+) +\(shown once\)/.exec(out) ?? [];
      expect({ code, status: await scim(secret) }).toEqual({ code: 0, status: 200 });
      const second = await operator.json<{ id: string; secret: string }>([...issue('two'), '--show-secret']);
      expect({ code: second.code, status: await scim(second.document.secret) }).toEqual({ code: 0, status: 200 });
      expect((await operator.run(issue('three'))).code).toBe(4);
      const { id } = second.document;
      expect([await codeOf('scim-token', 'revoke', id, '--yes'), await scim(second.document.secret)]).toEqual([0, 401]);
      const again = await operator.json<{ revokedAt: string }>(['scim-token', 'revoke', id, '--yes']);
      expect({ code: again.code, document: again.document }).toEqual({
        code: 0,
        document: expect.objectContaining({ revokedAt: expect.any(String) }),
      });
      expect(await failureOf('scim-token', 'revoke', NOTHING, '--yes')).toEqual({ code: 5, reason: 'NOT_FOUND' });
    });

    it('issue rejects an unknown organization, a label without characters and an expiry in the past', async () => {
      const [first, last] = [
        ['scim-token', 'issue', '--organization'],
        ['--show-secret', '--yes'],
      ];
      expect(await failureOf(...first, NOTHING, '--label', 'x', ...last)).toEqual({ code: 5, reason: 'NOT_FOUND' });
      expect(await failureOf(...first, HARBOUR, '--label', ' ', ...last)).toEqual({ code: 2, reason: 'WRONG_CALL' });
      const past = ['--label', 'x', '--expires-at', '2020-01-01T00:00:00Z'];
      expect(await failureOf(...first, HARBOUR, ...past, ...last)).toEqual({ code: 2, reason: 'WRONG_CALL' });
    });
  });

  describe('activity', () => {
    it('verify finds every chain as it was written, until an entry is edited by hand', async () => {
      type Document = { isIntact: boolean; users: { entries: number; faults: object[] }; links: { entries: number } };
      // Not only with the next full minute.
      for (const service of ['identity', 'association'])
        await operator.sql(`SELECT ${service}_worker.add_job('chain-activity')`);
      for (const table of ['identity.user_activity', 'association.activity'])
        await eventually(
          () => operator.sql(`SELECT FROM ${table} WHERE sequence IS NULL`),
          (rows) => rows.length === 0,
        );
      const intact = await operator.json<Document>(['activity', 'verify']);
      expect(intact).toMatchObject({ code: 0, document: { isIntact: true, users: { faults: [] } } });
      expect(intact.document.users.entries).toBeGreaterThan(200);
      expect(intact.document.links.entries).toBeGreaterThan(50);
      const edit = (text: string) =>
        operator.sql(
          `SET session_replication_role = replica; UPDATE identity.user_activity SET actor = ${text}
             WHERE organization_id = '${HARBOUR}' AND sequence = 3`,
        );
      const [entry] = await operator.sql<{ id: string }>(
        'SELECT id FROM identity.user_activity WHERE organization_id = $1 AND sequence = 3',
        [HARBOUR],
      );
      await edit("'x' || actor");
      const edited = await operator.run(['activity', 'verify', '--organization', HARBOUR]);
      await edit('substr(actor, 2)');
      expect({ code: edited.code, out: edited.out }).toEqual({
        code: 6,
        out: expect.stringContaining(`entry 3 (${entry?.id}) was changed`),
      });
      expect(await codeOf('activity', 'verify', '--organization', HARBOUR)).toBe(0);
      expect(await failureOf('activity', 'verify', '--against', '/dev/null')).toEqual({
        code: 2,
        reason: 'WRONG_CALL',
      });
    });

    it('export writes a line for each entry of a span, and rejects an unknown organization and a wrong span', async () => {
      const call = ['activity', 'export', '--organization', HARBOUR];
      const csv = await operator.run(call);
      const [header = '', ...rows] = csv.out.trimEnd().split('\n');
      expect({ code: csv.code, header }).toEqual({
        code: 0,
        header: expect.stringMatching(/^list,id,at,kind,reason,/),
      });
      const lines = (await operator.run([...call, '--format', 'ndjson'])).out.trimEnd().split('\n');
      expect(lines).toHaveLength(rows.length);
      const entries = lines.map((line) => JSON.parse(line) as { list: string; at: string });
      expect(new Set(entries.map(({ list }) => list))).toEqual(new Set(['USERS', 'LINKS']));
      const users = entries.filter(({ list }) => list === 'USERS').map(({ at }) => at);
      expect(users).toEqual(users.toSorted());
      expect((await operator.run([...call, '--to', '2001-01-01T00:00:00Z'])).out.trimEnd()).toBe(header);
      expect(await failureOf('activity', 'export', '--organization', NOTHING)).toEqual({
        code: 5,
        reason: 'NOT_FOUND',
      });
      const span = ['--from', '2026-01-02T00:00:00Z', '--to', '2026-01-01T00:00:00Z'];
      expect(await failureOf(...call, ...span)).toEqual({ code: 2, reason: 'WRONG_CALL' });
    });
  });

  describe('webhooks and events', () => {
    let webhook: string;
    beforeAll(async () => {
      const input = { organizationId: HARBOUR, url: 'http://127.0.0.1:1/receiver', label: 'Away' };
      const { data } = await harbour.execute<{ made: { webhook: { id: string } } }>(
        'mutation ($input: RegisterWebhookInput!) { made: registerWebhook(input: $input) { ... on RegisterWebhookSuccess { webhook { id } } } }',
        { input },
      );
      webhook = data?.made.webhook.id ?? '';
    });

    it('list shows a webhook, test what its receiver answered', async () => {
      const { out } = await operator.run(['webhooks', 'list', HARBOUR]);
      expect(out).toMatch(new RegExp(`${webhook}  Away +ACTIVE`));
      const { code, document } = await operator.json<{ attempt: { problem: string } | null }>([
        ...['webhooks', 'test', webhook, '--yes'],
      ]);
      expect({ code, problem: document.attempt?.problem }).toEqual({ code: 1, problem: 'CONNECTION_FAILED' });
    });

    it('replay sends the events of a span, and rejects one that is not kept', async () => {
      const since = new Date(Date.now() - 3_600_000).toISOString();
      const { code, document } = await operator.json<{ events: number }>([
        ...['webhooks', 'replay', webhook, '--since', since, '--yes'],
      ]);
      expect(code).toBe(0);
      const [{ events } = { events: 0 }] = await operator.sql<{ events: number }>(
        'SELECT count(*)::integer AS events FROM credits.event WHERE organization_id = $1 AND numbered_at >= $2',
        [HARBOUR, since],
      );
      expect(document.events).toBe(events);
      const old = ['webhooks', 'replay', webhook, '--since', '2020-01-01T00:00:00Z', '--yes'];
      expect(await failureOf(...old)).toEqual({ code: 4, reason: 'NOT_KEPT' });
    });

    it.each(['test', 'resume'])('%s does not find an unknown webhook', async (verb) => {
      expect(await failureOf('webhooks', verb, NOTHING, '--yes')).toEqual({ code: 5, reason: 'NOT_FOUND' });
    });

    it.each([
      ['webhooks', 'list'],
      ['events', 'tail'],
      ['export-feed', 'list'],
    ])('%s %s does not find an unknown organization', async (...words) => {
      expect(await failureOf(...words, NOTHING)).toEqual({ code: 5, reason: 'NOT_FOUND' });
    });

    it('tail shows the newest events as they are signed, and follows until it is stopped', async () => {
      const { document } = await operator.json<{ events: { sequence: number }[] }>([
        ...['events', 'tail', HARBOUR, '--lines', '2'],
      ]);
      const [before = 0, last] = document.events.map(({ sequence }) => sequence);
      expect(last).toBe(before + 1);
      const child = operator.start(['events', 'tail', HARBOUR, '--lines', '2', '--follow', '--json']);
      const ended = ending(child);
      child.stdout?.once('data', () => child.kill('SIGINT'));
      const { code, out } = await ended;
      expect(code).toBe(0);
      const shown = out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).sequence as number);
      // Jobs of earlier tests may have recorded an event since.
      const [first = 0] = shown;
      expect(first).toBeGreaterThanOrEqual(before);
      expect(shown.length).toBeGreaterThanOrEqual(2);
      expect(shown).toEqual(shown.map((_, nth) => first + nth));
    });
  });

  describe('export-feed', () => {
    it('list shows a feed, and revoke ends it', async () => {
      const input = { organizationId: HARBOUR, label: 'Analysts', dataset: 'CREDITS', format: 'CSV' };
      const { data } = await harbour.execute<{ made: { feed: { id: string } } }>(
        'mutation ($input: CreateExportFeedInput!) { made: createExportFeed(input: $input) { ... on CreateExportFeedSuccess { feed { id } } ... on UserError { message } } }',
        { input },
      );
      const id = data?.made.feed.id ?? '';
      expect((await operator.run(['export-feed', 'list', HARBOUR])).out).toContain(`${id}  Analysts`);
      expect(await codeOf('export-feed', 'revoke', id, '--yes')).toBe(0);
      expect(await failureOf('export-feed', 'revoke', id, '--yes')).toEqual({ code: 5, reason: 'NOT_FOUND' });
    });
  });

  describe('report refresh', () => {
    it('publishes a missing report, once, and none of the future', async () => {
      const refresh = (day: string) => ['report', 'refresh', '--as-of', day, '--yes'];
      expect(await failureOf(...refresh('2999-01-10'))).toEqual({ code: 4, reason: 'DAY_IN_THE_FUTURE' });
      // Registered long ago, as its event says: its reports are due, and the job has not run since.
      const id = '0198ffff-0000-7000-8000-000000000001';
      await operator.sql(
        "INSERT INTO credits.organization (id, version, name, partner_id, registered_at) VALUES ($1, 1, 'Late', '7700009', now() - interval '70 days')",
        [id],
      );
      const { code } = await operator.run(refresh(new Date().toISOString().slice(0, 10)));
      expect([0, 3]).toContain(code);
      const reports = () => operator.sql('SELECT month FROM credits.skills_report WHERE organization_id = $1', [id]);
      const published = await reports();
      expect(published.length).toBeGreaterThan(1);
      const again = await operator.run(refresh(new Date().toISOString().slice(0, 10)));
      expect({ code: again.code, out: again.out }).toEqual({
        code: 0,
        out: expect.stringContaining('No report is missing'),
      });
      expect(await reports()).toEqual(published);
    });
  });
});
