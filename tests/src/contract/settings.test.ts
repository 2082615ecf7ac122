import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import { keyPair, type ProductProcess, productProcesses, settingsOf } from './processes.js';

/** Settings that accept any text. */
const ANY_TEXT =
  /^(NODE_ENV|WORK_AUDIENCE|PLATFORM_TENANT_ID|DATA_DIR|EXPORTS_DIR|S3_ACCESS_KEY_ID|S3_SECRET_ACCESS_KEY|.+_(CLIENT_ID|CLIENT_SECRET|PROFILE_CLAIM|PASSWORD))$/;
/** Invalid values: at least one of them is invalid for each other setting. All contain "canary", to detect a leak. */
const NONSENSE = ['canary', '{"canary":', '-7canary', 'http://[canary', '/no/such/canary', 'postgres://canary:%@x/y'];

const keys = await keyPair();
const rsa = JSON.stringify(await exportJWK((await generateKeyPair('RS256', { extractable: true })).publicKey));
const processes = productProcesses(keys);
const processOf = (name: string): ProductProcess => {
  const found = processes.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no process ${name}`);
  return found;
};

/** The validation errors after one setting changed; undefined if the value is valid. */
function faultIn({ schema, usable }: ProductProcess, name: string, value: string): string[] | undefined {
  const parsed = schema.safeParse({ ...usable, [name]: value });
  return parsed.success ? undefined : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

describe('an invalid setting', () => {
  it.each(processes)('of $name is reported by name, in one line, without its value', (process) => {
    const names = settingsOf(process.schema);
    expect(names.length).toBeGreaterThan(0);
    expect(faultIn(process, 'NODE_ENV', 'development')).toBeUndefined();
    for (const name of names.filter((one) => !ANY_TEXT.test(one))) {
      const faults = NONSENSE.flatMap((value) => faultIn(process, name, value) ?? []);
      expect([name, faults.length > 0]).toEqual([name, true]);
      for (const fault of faults) {
        expect([name, fault]).toEqual([
          name,
          expect.stringMatching(new RegExp(`^(${name}(\\.\\d+)?|INTERNAL_VERIFY_KEY): .{5,}$`)),
        ]);
        expect(fault).not.toContain('canary');
      }
    }
  });

  it.each(processes.filter(({ schema }) => settingsOf(schema).includes('INTERNAL_VERIFY_KEY')))(
    'of $name: INTERNAL_VERIFY_KEY accepts a public Ed25519 key only',
    (process) => {
      const short = JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'YQ' });
      for (const key of [keys.signing, rsa, short, '[]', '{}', 'null', '7'])
        expect(faultIn(process, 'INTERNAL_VERIFY_KEY', key)?.[0]).toMatch(/^INTERNAL_VERIFY_KEY: /);
    },
  );

  it.each(['gateway', 'stack'])(
    'of %s: INTERNAL_SIGNING_KEY accepts a private Ed25519 key only, with halves that match',
    async (name) => {
      const other = JSON.parse((await keyPair()).verify) as { x: string };
      const mixed = JSON.stringify({ ...JSON.parse(keys.signing), x: other.x });
      for (const key of [keys.verify, rsa, mixed, '{}', 'null'])
        expect(faultIn(processOf(name), 'INTERNAL_SIGNING_KEY', key)?.[0]).toMatch(/^INTERNAL_(SIGNING|VERIFY)_KEY: /);
    },
  );

  describe('ends the process with status 1 and one line', () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'settings-'));
      writeFileSync(join(folder, 'empty'), '');
      writeFileSync(join(folder, 'other.json'), '{"canary":1}');
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    type Case = [process: string, name: string, value: () => string];
    const cases: Case[] = [
      ['identity', 'INTERNAL_VERIFY_KEY', () => '{"canary"'],
      ['identity', 'INTERNAL_VERIFY_KEY_FILE', () => '/no/such/canary'],
      ['identity-migration', 'IDENTITY_APP_PASSWORD_FILE', () => join(folder, 'empty')],
      ['association', 'INTERNAL_VERIFY_KEY', () => keys.signing],
      ['association-worker', 'ASSOCIATION_DATABASE_URL', () => 'canary'],
      ['credits-migration', 'DATABASE_URL', () => 'postgresql://canary:canary@127.0.0.1:1/canary'],
      ['credits-demonstration', 'DEMONSTRATION_FILE', () => join(folder, 'other.json')],
      ['operator-import', 'CREDITS_DATABASE_URL', () => 'postgresql://canary:canary@127.0.0.1:1/canary'],
      ['operator-comparison', 'CREDITS_DATABASE_URL', () => 'postgresql://canary:canary@127.0.0.1:1/canary'],
      ['operator-organization', 'IDENTITY_DATABASE_URL_FILE', () => join(folder, 'empty')],
      ['operator-explain', 'ASSOCIATION_DATABASE_URL', () => 'canary'],
      ['operator-webhooks', 'EVENT_SIGNING_SECRET', () => 'canary'],
      ['operator-reporting-login', 'DATABASE_URL', () => 'postgresql://canary:canary@127.0.0.1:1/canary'],
      ['credits-reporting-watchdog', 'REPORTING_DATABASE_URL', () => 'canary'],
      ['gateway', 'INTERNAL_SIGNING_KEY', () => keys.verify],
      ['console', 'DEMONSTRATION_FILE', () => join(folder, 'other.json')],
      ['sign-in-provider', 'DEMONSTRATION_FILE', () => '/no/such/canary'],
      ['stack', 'DATA_DIR', () => join(folder, 'other.json')],
      ['stack', 'INTERNAL_VERIFY_KEY', () => 'canary'],
    ];

    it('that names the setting, without a stack trace and without the value', async () => {
      const ends = await Promise.all(cases.map(([process, name, value]) => end(processOf(process), name, value())));
      for (const [index, { code, text }] of ends.entries()) {
        const [process, name = '', value] = cases[index] ?? [];
        const about = `${process} ${name}`;
        expect([about, code, text.trimEnd().split('\n').length]).toEqual([about, 1, 1]);
        expect([about, text]).toEqual([about, expect.stringContaining(name)]);
        expect(text).not.toMatch(/canary|\bat .*:\d+:\d+/);
        expect(text).not.toContain(value?.());
      }
    }, 120_000);
  });
});

function end(
  { script, arguments: words = [], usable }: ProductProcess,
  name: string,
  value: string,
): Promise<{ code: number | null; text: string }> {
  const env: Record<string, string> = { PATH: process.env.PATH ?? '', ...usable, [name]: value };
  // `NAME_FILE` replaces a setting that is absent.
  if (name.endsWith('_FILE') && name !== 'DEMONSTRATION_FILE') Reflect.deleteProperty(env, name.replace(/_FILE$/, ''));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        text += chunk;
      });
    child.once('close', (code) => resolve({ code, text }));
  });
}
