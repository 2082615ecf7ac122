import { gatewaySettings } from '@app/gateway/environment';
import { startGateway } from '@app/gateway/server';
import type { Stack } from '@app/stack/stack';
import { createLog } from '@app/subgraph-kit/processes/log';
import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import { jest } from '@jest/globals';
import { startDemonstrationStack } from '../demonstration-stack.js';
import { asMachine } from '../people.js';
import { type Operator, operatorOf } from './operator.js';

type Finding = { check: string; state: string; message: string; next: string | null };

/** A clock that is an hour slow, for one process. */
const SLOW_CLOCK = { NODE_OPTIONS: '--import=data:text/javascript,const%20n=Date.now;Date.now=()=>n()-3600000' };

// Each command is a process of its own.
jest.setTimeout(300_000);

describe('skill-link doctor', () => {
  let stack: Stack;
  let operator: Operator;
  beforeAll(async () => {
    stack = await startDemonstrationStack();
    operator = operatorOf(stack);
  }, 600_000);
  afterAll(() => stack.stop());

  /** What it found beside what is in order. */
  async function found(environment: Record<string, string> = {}): Promise<{ code: number | null; checks: Finding[] }> {
    const { code, document } = await operator.json<{ findings: Finding[] }>(['doctor'], environment);
    const checks = document.findings.filter(({ state }) => state === 'warning' || state === 'problem');
    for (const { next } of checks) expect(next).toEqual(expect.any(String));
    return { code, checks };
  }
  const named = (checks: readonly Finding[]) => checks.map(({ check }) => check);

  it('finds nothing in a product that runs, and says what it checked', async () => {
    const { code, out, err } = await operator.run(['doctor']);
    expect({ code, err, out }).toEqual({ code: 0, err: '', out: expect.stringContaining('Nothing to do.') });
    for (const check of ['settings of credits', 'migrations of identity', 'queue of association', 'relay', 'clock'])
      expect(out).toContain(`ok    ${check}: `);
    expect(out).toContain('ok    gateway answers: Ready; every service accepts its token.');
    expect(out).toContain('-     reporting standby: ');
  });

  it('names each setting that is missing or wrong, and examines the rest', async () => {
    const { code, checks } = await found({ EVENT_SIGNING_SECRET: 'short', REPORT_DAY: '31', CREDITS_URL: 'canary' });
    expect(code).toBe(6);
    expect(named(checks)).toContain('settings of the doctor');
    const credits = checks.find(({ check }) => check === 'settings of credits');
    expect(credits?.message).toContain('EVENT_SIGNING_SECRET: at least 32 characters');
    expect(credits?.message).toContain('REPORT_DAY: ');
    expect(JSON.stringify(checks)).not.toContain('canary');
  });

  it('names the database that does not accept its password, without the password', async () => {
    const url = new URL(stack.operatorSettings.CREDITS_DATABASE_URL ?? '');
    url.password = 'canary-password';
    const { code, checks } = await found({ CREDITS_DATABASE_URL: url.href });
    expect(code).toBe(6);
    expect(checks.find(({ check }) => check === 'database of credits')?.message).toBe(
      'CREDITS_DATABASE_URL: the database does not accept this user or password',
    );
  });

  it('finds a missing migration, and a database that is newer than the program', async () => {
    const [row] = await operator.sql<{ name: string }>('DELETE FROM identity.migration RETURNING *');
    await operator.sql("INSERT INTO credits.migration (timestamp, name) VALUES (9, 'Later9')");
    try {
      const { code, checks } = await found();
      expect({ code, checks: named(checks) }).toEqual({
        code: 6,
        checks: ['migrations of identity', 'migrations of credits'],
      });
      expect(checks[0]?.message).toBe(`The database lacks ${row?.name}.`);
      expect(checks[1]?.message).toContain('Later9');
    } finally {
      await operator.sql("DELETE FROM credits.migration WHERE name = 'Later9'");
      await operator.sql('INSERT INTO identity.migration (timestamp, name) VALUES (1, $1)', [row?.name]);
    }
    expect((await found()).code).toBe(0);
  });

  it('finds an issuer that does not answer, and one that is another', async () => {
    const away = { LEARN_ISSUER: 'http://127.0.0.1:1/learn', WORK_ISSUER: `${stack.signInProviderUrl}/learn/` };
    const { code, checks } = await found(away);
    expect(code).toBe(6);
    expect(named(checks)).toEqual(['issuer of WORK_ISSUER', 'issuer of LEARN_ISSUER']);
  });

  it('finds a gateway that does not answer, and a program that is none', async () => {
    for (const GATEWAY_URL of ['http://127.0.0.1:1', stack.operatorSettings.IDENTITY_URL ?? '']) {
      const { code, checks } = await found({ GATEWAY_URL });
      expect({ code, checks: named(checks) }).toEqual({ code: 6, checks: ['gateway answers'] });
    }
  });

  it('finds a gateway whose signing key is not the one that the services verify', async () => {
    const { signingKeyJwk: INTERNAL_SIGNING_KEY } = await testIdentityKeys();
    const settings = gatewaySettings({ ...stack.operatorSettings, INTERNAL_SIGNING_KEY });
    const log = createLog('gateway');
    log.level = 'silent';
    const gateway = await startGateway({ ...settings, port: 0, metricsPort: 0 }, { log, host: '127.0.0.1' });
    try {
      const { code, checks } = await found({ GATEWAY_URL: gateway.url });
      expect({ code, checks: named(checks) }).toEqual({ code: 6, checks: ['gateway answers'] });
      expect(checks[0]?.message).toBe('Its token is rejected by identity, association, credits.');
    } finally {
      await gateway.stop();
    }
  });

  it('finds a clock that is an hour slow', async () => {
    const { code, checks } = await found(SLOW_CLOCK);
    expect(code).toBe(6);
    expect(checks.find(({ check }) => check === 'clock')?.message).toContain('3600.0 s ahead');
  });

  it('finds a disk without space, and a folder that is not there', async () => {
    for (const folder of ['/proc', '/no/such/folder']) {
      const { code, checks } = await found({ EXPORTS_DIR: folder });
      expect({ code, checks: named(checks) }).toEqual({ code: 6, checks: ['disk of EXPORTS_DIR'] });
    }
  });

  it('finds a standby that does not answer', async () => {
    const { code, checks } = await found({ REPORTING_DATABASE_URL: 'postgresql://x:canary-password@127.0.0.1:1/x' });
    expect({ code, checks: named(checks) }).toEqual({ code: 6, checks: ['reporting standby'] });
  });

  it('finds a job that no worker takes, and one that was given up', async () => {
    await operator.sql("SELECT identity_worker.add_job('unknown-task', run_at => now() - interval '1 hour')");
    await operator.sql("SELECT association_worker.add_job('unknown-task', max_attempts => 1)");
    await operator.sql('UPDATE association_worker._private_jobs SET attempts = 1 WHERE max_attempts = 1');
    const { code, checks } = await found();
    expect(code).toBe(6);
    expect(checks).toEqual([
      expect.objectContaining({
        check: 'queue of identity',
        state: 'problem',
        message: 'A job has waited for 60 min.',
      }),
      expect.objectContaining({ check: 'queue of association', state: 'warning' }),
    ]);
    for (const service of ['identity', 'association'])
      await operator.sql(
        `DELETE FROM ${service}_worker._private_jobs WHERE task_id =
          (SELECT id FROM ${service}_worker._private_tasks WHERE identifier = 'unknown-task')`,
      );
    expect((await found()).code).toBe(0);
  });

  it('finds a relay that stopped, and the service that does not answer', async () => {
    await stack.kill('credits');
    await operator.sql(
      `INSERT INTO credits.event (id, organization_id, type, subject, subject_version, occurred_at, data)
       SELECT uuidv7(interval '-5 minutes'), id, 'webhook.test', 'doctor', 1, now(), '{}' FROM credits.organization LIMIT 1`,
    );
    try {
      const { code, checks } = await found();
      expect(code).toBe(6);
      expect(named(checks)).toEqual(expect.arrayContaining(['relay', 'credits answers']));
      expect(checks.find(({ check }) => check === 'relay')?.message).toMatch(/^1 events are not numbered/);
    } finally {
      await stack.restart('credits');
    }
  });

  it('finds a webhook that is disabled, and resume makes it active', async () => {
    const machine = await asMachine(stack, 'harbour-integration', 'development-only-harbour');
    const { data } = await machine.execute<{ made: { webhook: { id: string } } }>(
      `mutation ($input: RegisterWebhookInput!) { made: registerWebhook(input: $input) { ... on RegisterWebhookSuccess { webhook { id } } } }`,
      {
        input: {
          organizationId: '01989001-dc96-7467-9a90-09ad731033ff',
          url: 'http://127.0.0.1:1/receiver',
          label: 'Doctor',
        },
      },
    );
    const id = data?.made.webhook.id ?? '';
    await operator.sql(
      "UPDATE credits.webhook SET state = 'DISABLED', disabled_reason = 'ANSWERED_GONE' WHERE id = $1",
      [id],
    );
    const { code, checks } = await found();
    expect({ code, checks: named(checks), state: checks[0]?.state }).toEqual({
      ...{ code: 6, checks: ['webhooks'], state: 'warning' },
    });
    expect((await operator.run(['webhooks', 'resume', id, '--yes'])).code).toBe(0);
    expect(named((await found()).checks)).not.toContain('webhooks');
  });
});
