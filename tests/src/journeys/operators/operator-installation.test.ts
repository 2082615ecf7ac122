import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stack } from '@app/stack/stack';
import { jest } from '@jest/globals';
import { startDemonstrationStack } from '../demonstration-stack.js';
import { type Operator, operatorOf } from './operator.js';

type Failure = { error: { code: string; message: string; hint: string | null } };

const HARBOUR = '01989001-dc96-7467-9a90-09ad731033ff';

// Each command is a process of its own.
jest.setTimeout(300_000);

describe('skill-link at an installation', () => {
  let stack: Stack;
  let operator: Operator;
  let folder: string;
  beforeAll(async () => {
    stack = await startDemonstrationStack();
    operator = operatorOf(stack);
    folder = mkdtempSync(join(tmpdir(), 'skill-link-operator-'));
  }, 600_000);
  afterAll(async () => {
    await stack.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const failureOf = async (...words: string[]) => {
    const { code, document } = await operator.json<Failure>(words);
    return { code, reason: document.error.code };
  };

  describe('keys rotate', () => {
    it('puts a new session secret before the one in the file, which keeps its mode', async () => {
      const file = join(folder, 'SESSION_SECRET');
      const old = 'old-secret-of-at-least-32-characters';
      writeFileSync(file, `${old}\n`, { mode: 0o440 });
      const { code, out } = await operator.run(['keys', 'rotate', 'SESSION_SECRET', '--yes'], {
        SESSION_SECRET_FILE: file,
      });
      const [fresh = '', before] = readFileSync(file, 'utf8').split(',');
      expect({ code, before, mode: statSync(file).mode & 0o777 }).toEqual({ code: 0, before: old, mode: 0o440 });
      expect(fresh.length).toBeGreaterThanOrEqual(32);
      expect(out).not.toContain(fresh);
    });

    it('shows a new pair of signing keys once where there are no files', async () => {
      const { code, document } = await operator.json<Record<string, string>>(
        ['keys', 'rotate', 'INTERNAL_SIGNING_KEY', '--yes', '--show-secret'],
        { INTERNAL_VERIFY_KEY: '' },
      );
      const [signing, verify] = ['INTERNAL_SIGNING_KEY', 'INTERNAL_VERIFY_KEY'].map((name) =>
        JSON.parse(document[name] ?? ''),
      );
      expect({ code, x: verify.x, d: verify.d }).toEqual({ code: 0, x: signing.x, d: undefined });
      expect(Object.keys(signing)).toEqual(
        Object.keys(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
      );
    });

    it('rejects secrets that are not rotated alone, and changes nothing where a file cannot be written', async () => {
      const rotate = (name: string) => ['keys', 'rotate', name, '--yes', '--show-secret'];
      expect(await failureOf(...rotate('EVENT_SIGNING_SECRET'))).toEqual({ code: 4, reason: 'NOT_ROTATED_ALONE' });
      expect(await failureOf(...rotate('CREDITS_APP_PASSWORD'))).toEqual({ code: 4, reason: 'SET_BY_MIGRATION' });
      const signing = join(folder, 'INTERNAL_SIGNING_KEY');
      writeFileSync(signing, 'before');
      chmodSync(signing, 0o400);
      const { code, document } = await operator.json<Failure>(rotate('INTERNAL_SIGNING_KEY'), {
        INTERNAL_SIGNING_KEY_FILE: signing,
        INTERNAL_VERIFY_KEY: '',
        INTERNAL_VERIFY_KEY_FILE: '/no/such/folder/key',
      });
      expect({ code, reason: document.error.code }).toEqual({ code: 1, reason: 'FILE_NOT_WRITABLE' });
      expect(readFileSync(signing, 'utf8')).toBe('before');
    });
  });

  describe('what runs at installation', () => {
    it('migrate changes nothing in a migrated database; progress is no result', async () => {
      const { code, out, err } = await operator.run(['migrate', '--yes']);
      expect({ code, out }).toEqual({ code: 0, out: 'The database is up to date.\n' });
      expect(err).toContain('Migrating credits');
    });

    it('seed demo loads nothing into a database that has it', async () => {
      const { code, document } = await operator.json<object>(['seed', 'demo', '--yes']);
      expect({ code, document }).toEqual({ code: 0, document: { organizations: false, links: 0, achievements: 0 } });
      const production = await operator.json<Failure>(['seed', 'demo', '--yes'], { NODE_ENV: 'production' });
      expect([production.code, production.document.error.code]).toEqual([1, 'INVALID_SETTING']);
    });

    it('reporting-login needs a standby for a new login, and lists without one', async () => {
      const create = ['reporting-login', 'create', '--organization', HARBOUR, '--yes', '--show-secret'];
      expect(await failureOf(...create)).toEqual({ code: 4, reason: 'NO_STANDBY' });
      expect(await failureOf(...create, '--days', '367')).toEqual({ code: 2, reason: 'WRONG_CALL' });
      expect(await operator.json<object>(['reporting-login', 'list'])).toEqual({ code: 0, document: { logins: [] } });
      expect(await failureOf('reporting-login', 'revoke', 'bi_abcdefgh', '--yes')).toEqual({
        code: 5,
        reason: 'NOT_FOUND',
      });
    });

    it('rules compare says whose score changes, and names a file without a rule set', async () => {
      const { code, document } = await operator.json<{ organizations: { compared: number } }>([
        ...['rules', 'compare', '2023-10', '2026-07'],
      ]);
      expect(code).toBe(0);
      expect(document.organizations.compared).toBeGreaterThanOrEqual(3);
      const file = join(folder, 'rules.yaml');
      writeFileSync(file, 'no: rules\n');
      expect((await failureOf('rules', 'compare', file, '2026-07')).code).toBe(1);
      const check = await operator.run(['rules', 'check', file]);
      expect({ code: check.code, out: check.out }).toEqual({ code: 1, out: expect.stringContaining('rules.yaml: ') });
    });
  });
});
