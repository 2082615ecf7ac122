import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import type { EnvironmentError } from '@app/subgraph-kit/settings/environment-error';
import { expect, test } from '@jest/globals';
import { serviceEnvironment } from '../../src/environment.js';

const NEEDED = {
  ASSOCIATION_DATABASE_URL: 'postgres://a',
  ASSOCIATION_WORKER_DATABASE_URL: 'postgres://b',
  INTERNAL_VERIFY_KEY: '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}',
  EVENT_SIGNING_SECRET: 'x'.repeat(32),
  CREDITS_URL: 'http://credits:4003',
  IDENTITY_URL: 'http://identity:4001',
};
const CLIENT = { LEARN_CLIENT_ID: 'ours', LEARN_CLIENT_SECRET: 'only for this test' };
const read = (more: Record<string, string>) => readEnvironment(serviceEnvironment, { ...NEEDED, ...more });
const faults = (more: Record<string, string>): readonly string[] => {
  try {
    read(more);
    return [];
  } catch (error) {
    return (error as EnvironmentError).faults.map((fault) => fault.split(':')[0] ?? '');
  }
};

test('development needs no provider of its own', () => {
  expect(read({})).toMatchObject({
    policy: { yearMode: 'rolling', perYear: 3, coolOffDays: 30 },
    startsPerHour: 10,
    learn: {
      ...{ issuer: 'http://localhost:4010/learn', insecure: true, profileClaim: 'mcid' },
      ...{ prompt: 'login', exchangeTimeout: 10_000 },
    },
    university: { profileClaim: 'partner_university_id', prompt: 'login', exchangeTimeout: 10_000 },
    frontendOrigins: ['http://localhost:4000', 'http://localhost:5173'],
  });
});

test('containers reach the development provider under another name than browsers, and never a configured one', () => {
  const inside = { DEV_ISSUER_INTERNAL_URL: 'http://sign-in-provider:4010' };
  expect(read(inside).learn).toMatchObject({
    issuer: 'http://localhost:4010/learn',
    discoveryUrl: 'http://sign-in-provider:4010/learn',
  });
  expect(read({ ...inside, ...CLIENT, LEARN_ISSUER: 'https://login.example' })).toMatchObject({
    learn: { issuer: 'https://login.example', discoveryUrl: null },
    university: { discoveryUrl: 'http://sign-in-provider:4010/university' },
  });
});

test('an issuer is kept character by character', () => {
  expect(read({ ...CLIENT, LEARN_ISSUER: 'https://login.example/' }).learn.issuer).toBe('https://login.example/');
});

test('production has no default provider or secret, and no issuer without TLS', () => {
  expect(
    faults({
      NODE_ENV: 'production',
      LEARN_ISSUER: 'http://localhost/learn',
      UNIVERSITY_DISCOVERY_URL: 'http://inside',
    }),
  ).toEqual(
    expect.arrayContaining([
      'PUBLIC_URL',
      'LEARN_ISSUER',
      'LEARN_CLIENT_ID',
      'LEARN_CLIENT_SECRET',
      'UNIVERSITY_ISSUER',
      'UNIVERSITY_DISCOVERY_URL',
    ]),
  );
});

test('a configured provider requires a configured client', () => {
  expect(faults({ LEARN_ISSUER: 'https://login.example' })).toEqual(['LEARN_CLIENT_ID', 'LEARN_CLIENT_SECRET']);
});

test('outside production http is for this machine, and for discovery', () => {
  expect(faults({ ...CLIENT, LEARN_ISSUER: 'http://login.example' })).toEqual(['LEARN_ISSUER']);
  for (const host of ['localhost', '127.0.0.1', '[::1]', 'idp.localhost'])
    expect(
      faults({ ...CLIENT, LEARN_ISSUER: `http://${host}:1/x`, LEARN_DISCOVERY_URL: 'http://provider:4010/learn' }),
    ).toEqual([]);
});

test('every fault is named at once', () => {
  const wrong = {
    ASSOCIATION_PORT: 'x',
    ASSOCIATION_YEAR: 'lunar',
    ASSOCIATIONS_PER_YEAR: '0',
    FRONTEND_ORIGINS: 'http://a/b',
  };
  expect(faults(wrong)).toEqual(expect.arrayContaining(Object.keys(wrong)));
  expect(faults({ EVENT_SIGNING_SECRET: 'short' })).toEqual(['EVENT_SIGNING_SECRET']);
  expect(faults({ NODE_ENV: 'production', ASSOCIATION_PORT: 'x', LEARN_ISSUER: 'nowhere' })).toEqual(
    expect.arrayContaining(['ASSOCIATION_PORT', 'LEARN_ISSUER', 'LEARN_CLIENT_ID', 'UNIVERSITY_CLIENT_SECRET']),
  );
});

test('each source has one prompt value or none, and its own time for the code exchange', () => {
  expect(read({ LEARN_PROMPT: 'select_account', LEARN_EXCHANGE_TIMEOUT: '25' })).toMatchObject({
    learn: { prompt: 'select_account', exchangeTimeout: 25_000 },
    university: { prompt: 'login', exchangeTimeout: 10_000 },
  });
  expect(read({ UNIVERSITY_PROMPT: 'omit', LEARN_PROMPT: 'consent' })).toMatchObject({
    learn: { prompt: 'consent' },
    university: { prompt: null },
  });
  for (const value of ['login select_account', 'none', 'Login', 'x'])
    expect(faults({ LEARN_PROMPT: value })).toEqual(['LEARN_PROMPT']);
  for (const value of ['0', '26', '2.5', '10s', 'x'])
    expect(faults({ UNIVERSITY_EXCHANGE_TIMEOUT: value })).toEqual(['UNIVERSITY_EXCHANGE_TIMEOUT']);
});
