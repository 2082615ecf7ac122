import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WEB_CLIENT } from '@app/sign-in-provider/clients';
import { testIdentityKeys } from '@app/test-kit/identity-tokens';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gatewaySettings } from '../src/environment.js';
import { builtApplication } from './support/built-application.js';

async function complete(): Promise<Record<string, string>> {
  const { signingKeyJwk } = await testIdentityKeys();
  return {
    WORK_ISSUER: 'http://localhost:4010/work',
    WORK_AUDIENCE: 'api://skill-link',
    PLATFORM_TENANT_ID: '0a0b0c0d-1111-4222-8333-444455556666',
    INTERNAL_SIGNING_KEY: signingKeyJwk,
  };
}
const faults = (environment: Record<string, string>): string => {
  try {
    gatewaySettings(environment);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('the settings', () => {
  test('have the documented defaults', async () => {
    expect(gatewaySettings(await complete())).toMatchObject({
      production: false,
      port: 4000,
      publicUrl: 'http://localhost:4000',
      frontendOrigins: ['http://localhost:4000', 'http://localhost:5173'],
      workDiscoveryUrl: 'http://localhost:4010/work',
      rateLimitPerMinute: 6000,
      subgraphs: {
        identity: 'http://127.0.0.1:4001',
        association: 'http://127.0.0.1:4002',
        credits: 'http://127.0.0.1:4003',
      },
    });
  });

  test('name every fault at once', () => {
    const text = faults({
      NODE_ENV: 'production',
      PORT: 'many',
      IDENTITY_URL: 'ftp://x',
      FRONTEND_ORIGINS: 'https://a.example/path',
      RATE_LIMIT_PER_MINUTE: '-1',
    });
    for (const name of [
      'PORT',
      'IDENTITY_URL',
      'FRONTEND_ORIGINS',
      'RATE_LIMIT_PER_MINUTE',
      'WORK_ISSUER',
      'WORK_AUDIENCE',
      'PLATFORM_TENANT_ID',
      'INTERNAL_SIGNING_KEY',
    ])
      expect(text).toContain(`${name}: `);
  });

  test('need no provider outside production, where the development provider is the only default', async () => {
    const { INTERNAL_SIGNING_KEY = '' } = await complete();
    expect(gatewaySettings({ INTERNAL_SIGNING_KEY })).toMatchObject({
      workIssuer: 'http://localhost:4010/work',
      workDiscoveryUrl: 'http://localhost:4010/work',
      workAudience: 'api://skill-link',
    });
    const inside = { INTERNAL_SIGNING_KEY, DEV_ISSUER_INTERNAL_URL: 'http://sign-in-provider:4010' };
    expect(gatewaySettings(inside)).toMatchObject({
      workIssuer: 'http://localhost:4010/work',
      workDiscoveryUrl: 'http://sign-in-provider:4010/work',
    });
    const own = { ...inside, ...(await complete()), WORK_ISSUER: 'https://login.example/v2.0' };
    expect(gatewaySettings(own).workDiscoveryUrl).toBe('https://login.example/v2.0');
    const alone = faults({ ...inside, WORK_ISSUER: 'https://login.example/v2.0' });
    expect(alone).toContain('WORK_AUDIENCE: ');
    expect(alone).toContain('PLATFORM_TENANT_ID: ');
  });

  test('accept one placeholder, in the issuer alone: no token would match another one', async () => {
    const own = { ...(await complete()), WORK_DISCOVERY_URL: 'https://login.example/common/v2.0' };
    const issuer = (tenant: string) => ({ ...own, WORK_ISSUER: `https://login.example/${tenant}/v2.0` });
    expect(gatewaySettings(issuer('{tenantid}')).workIssuer).toBe('https://login.example/{tenantid}/v2.0');
    for (const other of ['{tenantId}', '{tenant}', '{TENANTID}', '{tenantid', '{{tenantid}}'])
      expect([other, faults(issuer(other))]).toEqual([other, expect.stringContaining('WORK_ISSUER: ')]);
    const discovery = { ...issuer('{tenantid}'), WORK_DISCOVERY_URL: 'https://login.example/{tenantid}/v2.0' };
    expect(faults(discovery)).toContain('WORK_DISCOVERY_URL: ');
  });

  test('require https of an issuer in production, and a loopback host for http elsewhere', async () => {
    const settings = { ...(await complete()), PUBLIC_URL: 'https://partners.example' };
    expect(faults({ ...settings, NODE_ENV: 'production' })).toContain('WORK_ISSUER');
    expect(faults({ ...settings, WORK_ISSUER: 'http://issuer.example/work' })).toContain('WORK_ISSUER');
    expect(faults({ ...settings, WORK_ISSUER: 'https://issuer.example/', NODE_ENV: 'production' })).toBe('');
    expect(faults({ ...settings, WORK_DISCOVERY_URL: 'http://provider:4010/work' })).toBe('');
  });

  test('allow front ends at the gateway itself by default', async () => {
    const elsewhere = { ...(await complete()), PUBLIC_URL: 'http://localhost:4100' };
    expect(gatewaySettings(elsewhere).frontendOrigins).toEqual(['http://localhost:4100', 'http://localhost:5173']);
    const production = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://partners.example',
      WORK_ISSUER: 'https://i.example',
    };
    expect(gatewaySettings({ ...elsewhere, ...production }).frontendOrigins).toEqual(['https://partners.example']);
  });

  test('require the public address of the gateway in production, with https', async () => {
    const production = { ...(await complete()), NODE_ENV: 'production', WORK_ISSUER: 'https://issuer.example' };
    expect(faults(production)).toContain('PUBLIC_URL: has no default in production');
    expect(faults({ ...production, PUBLIC_URL: 'http://partners.example' })).toContain('PUBLIC_URL: https');
    expect(faults({ ...production, PUBLIC_URL: 'https://partners.example' })).toBe('');
  });

  test('require a discovery address for a template', async () => {
    const template = { ...(await complete()), WORK_ISSUER: 'https://login.example/{tenantid}/v2.0' };
    expect(faults(template)).toContain('WORK_DISCOVERY_URL');
    expect(faults({ ...template, WORK_DISCOVERY_URL: 'https://login.example/common/v2.0' })).toBe('');
  });

  describe('of the web application', () => {
    let root: string;
    beforeAll(() => {
      root = builtApplication();
    });
    afterAll(() => rmSync(root, { recursive: true }));
    const SECRET = 'x'.repeat(32);
    const webOf = async (more: Record<string, string>) => {
      const { INTERNAL_SIGNING_KEY = '' } = await complete();
      return gatewaySettings({ INTERNAL_SIGNING_KEY, WEB_ROOT: root, ...more }).web;
    };

    test('are needed together with its folder; the development provider has a client for it', async () => {
      expect(gatewaySettings(await complete()).web).toBeUndefined();
      expect(await webOf({ SESSION_SECRET: SECRET })).toEqual({
        root,
        sessionSecrets: [SECRET],
        clientId: WEB_CLIENT.id,
        clientSecret: WEB_CLIENT.secret,
      });
      const theirs = { ...(await complete()), WEB_ROOT: root };
      for (const name of ['SESSION_SECRET', 'WEB_CLIENT_ID', 'WEB_CLIENT_SECRET'])
        expect(faults(theirs)).toContain(`${name}: has to be set together with WEB_ROOT`);
      const client = { SESSION_SECRET: SECRET, WEB_CLIENT_ID: 'ours', WEB_CLIENT_SECRET: 'secret' };
      expect(gatewaySettings({ ...theirs, ...client }).web).toMatchObject({ clientId: 'ours', clientSecret: 'secret' });
    });

    test('accept two secrets during a rotation, none of which is short', async () => {
      const next = 'y'.repeat(40);
      for (const separator of [',', ' ', '\n', ', '])
        expect((await webOf({ SESSION_SECRET: next + separator + SECRET }))?.sessionSecrets).toEqual([next, SECRET]);
      for (const wrong of ['short', `${SECRET},short`, [SECRET, next, SECRET].join(',')])
        expect(faults({ ...(await complete()), SESSION_SECRET: wrong })).toContain('SESSION_SECRET: one secret of at');
      const file = join(root, 'secret');
      writeFileSync(file, `${SECRET}\n`);
      expect((await webOf({ SESSION_SECRET_FILE: file }))?.sessionSecrets).toEqual([SECRET]);
    });

    test('reject a folder without an application, and a template of an issuer that the sign-in does not know', async () => {
      const faulty = { ...(await complete()), SESSION_SECRET: SECRET, WEB_CLIENT_ID: 'a', WEB_CLIENT_SECRET: 'b' };
      expect(faults({ ...faulty, WEB_ROOT: join(root, 'assets') })).toContain('WEB_ROOT: a folder with index.html');
      const template = (host: string) => ({
        ...faulty,
        WEB_ROOT: root,
        WORK_ISSUER: `https://${host}/{tenantid}/v2.0`,
        WORK_DISCOVERY_URL: `https://${host}/organizations/v2.0`,
      });
      expect(faults(template('login.microsoftonline.com'))).toBe('');
      expect(faults(template('login.example'))).toContain('WORK_ISSUER: with WEB_ROOT');
    });
  });

  test('never show an invalid signing key', async () => {
    const wrong = '{"kty":"OKP","crv":"Ed25519","x":"abc","private":"canary"}';
    expect(faults({ ...(await complete()), INTERNAL_SIGNING_KEY: wrong })).not.toContain('canary');
  });
});
