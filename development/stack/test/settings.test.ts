import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkout, stackSettings } from '../src/environment.js';
import { freePorts, portFaults } from '../src/ports.js';
import { needsSignInProvider, processEnvironments } from '../src/process-environment.js';
import { keptSecrets, type Secrets } from '../src/secrets.js';

const secrets: Secrets = {
  postgresPassword: 'p',
  identityAppPassword: 'ia/@',
  identityWorkerPassword: 'iw',
  associationAppPassword: 'aa',
  associationWorkerPassword: 'aw',
  creditsAppPassword: 'ca',
  creditsWorkerPassword: 'cw',
  internalSigningKey: 'signing',
  internalVerifyKey: 'verify',
  eventSigningSecret: 'event',
  sessionSecret: 'session',
};
const adminUrl = 'postgresql://postgres:p@127.0.0.1:54329/postgres?sslmode=disable';

describe('settings', () => {
  it('have a default for everything in development', () => {
    const settings = stackSettings({});
    expect(settings.dataDir).toBe(join(checkout, '.data'));
    expect(settings.publicUrl).toBe('http://localhost:4000');
    expect(settings.frontendOrigins).toBe('http://localhost:4000,http://localhost:5173');
    expect(needsSignInProvider(settings)).toBe(true);
  });

  it('follow the port of the gateway where its public address is not set', () => {
    expect(stackSettings({ PORT: '4100' }).publicUrl).toBe('http://localhost:4100');
  });

  it('are rejected all at once, each by its name', () => {
    const faulty = { PORT: 'many', DATABASE_URL: 'mysql://localhost', LEARN_ISSUER: 'https://learn.example' };
    expect(() => stackSettings(faulty)).toThrow(/DATABASE_URL: [\s\S]*PORT: a port number/);
    expect(() => stackSettings({ LEARN_ISSUER: 'https://learn.example' })).toThrow(
      /LEARN_CLIENT_ID[\s\S]*LEARN_CLIENT_SECRET/,
    );
  });

  it('have no defaults in production for secrets, issuers and the database', () => {
    expect(() => stackSettings({ NODE_ENV: 'production' })).toThrow(
      /DATABASE_URL[\s\S]*WORK_ISSUER[\s\S]*INTERNAL_SIGNING_KEY[\s\S]*EVENT_SIGNING_SECRET/,
    );
  });

  it('need no development provider when every issuer is set', () => {
    const theirs = {
      ...{ WORK_ISSUER: 'https://work.example', WORK_AUDIENCE: 'us' },
      ...{ LEARN_ISSUER: 'https://learn.example', LEARN_CLIENT_ID: 'l', LEARN_CLIENT_SECRET: 'ls' },
      ...{ UNIVERSITY_ISSUER: 'https://uni.example', UNIVERSITY_CLIENT_ID: 'u', UNIVERSITY_CLIENT_SECRET: 'us' },
    };
    const settings = stackSettings(theirs);
    expect(needsSignInProvider(settings)).toBe(false);
    const association = processEnvironments(settings, secrets, adminUrl).service('association');
    expect(association).toMatchObject({ LEARN_ISSUER: 'https://learn.example', LEARN_CLIENT_SECRET: 'ls' });
  });
});

describe('the environment of a process', () => {
  const moved = { LD_PRELOAD: '/lib/libfaketime.so', FAKETIME: '+40d', DATABASE_URL: 'postgres://admin@db/main' };
  const environments = processEnvironments(stackSettings(moved), secrets, adminUrl);
  const all = {
    identity: environments.service('identity'),
    association: environments.service('association'),
    credits: environments.service('credits'),
    gateway: environments.gateway(),
    provider: environments.signInProvider(),
  };

  it('holds what moves the clock', () => {
    for (const environment of [...Object.values(all), environments.migration('credits')]) {
      expect(environment).toMatchObject({ LD_PRELOAD: '/lib/libfaketime.so', FAKETIME: '+40d' });
    }
  });

  it('holds the roles of its own service only', () => {
    expect(all.identity.IDENTITY_DATABASE_URL).toBe(
      'postgresql://identity_app:ia%2F%40@127.0.0.1:54329/postgres?sslmode=disable',
    );
    expect(Object.keys(all.credits).filter((name) => name.endsWith('DATABASE_URL'))).toEqual([
      'CREDITS_DATABASE_URL',
      'CREDITS_WORKER_DATABASE_URL',
    ]);
  });

  it('takes the passwords of roles from its settings where they are set, for a server that others use as well', () => {
    const chosen = processEnvironments(stackSettings({ CREDITS_APP_PASSWORD: 'chosen' }), secrets, adminUrl);
    expect(chosen.migration('credits').CREDITS_APP_PASSWORD).toBe('chosen');
    expect(chosen.service('credits').CREDITS_DATABASE_URL).toContain('credits_app:chosen@');
    expect(chosen.gateway().CREDITS_APP_PASSWORD).toBeUndefined();
  });

  it('holds the administrator of the database for migrations only, and the signing key for the gateway only', () => {
    expect(environments.migration('identity').DATABASE_URL).toBe(adminUrl);
    for (const environment of Object.values(all)) expect(environment.DATABASE_URL).toBeUndefined();
    const signers = Object.entries(all).filter(([, environment]) => environment.INTERNAL_SIGNING_KEY !== undefined);
    expect(signers.map(([name]) => name)).toEqual(['gateway']);
  });
});

describe('the web application', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'application-'));
    for (const name of ['index.html', 'trusted-documents.json']) writeFileSync(join(root, name), '{}');
  });
  afterAll(() => rmSync(root, { recursive: true }));
  const environmentsOf = (settings: Record<string, string>) =>
    processEnvironments(stackSettings({ WEB_ROOT: root, ...settings }), secrets, adminUrl);

  it('is served by the gateway, which alone has the secret of the sessions and of the client', () => {
    const environments = environmentsOf({});
    expect(environments.gateway()).toMatchObject({
      WEB_ROOT: root,
      SESSION_SECRET: 'session',
      WEB_CLIENT_ID: 'skill-link-web',
      WEB_CLIENT_SECRET: 'development-only-web',
    });
    const own = environmentsOf({ SESSION_SECRET: 'x'.repeat(32), WEB_CLIENT_SECRET: 'ours' });
    expect(own.gateway().SESSION_SECRET).toBe('x'.repeat(32));
    for (const environment of [own.service('identity'), own.console(), own.signInProvider(), own.migration('credits')])
      for (const name of ['SESSION_SECRET', 'WEB_CLIENT_SECRET']) expect(environment[name]).toBeUndefined();
  });

  it('needs a client of its own at an issuer of your own', () => {
    const theirs = { WORK_ISSUER: 'https://work.example', WORK_AUDIENCE: 'us' };
    expect(environmentsOf(theirs).gateway().SESSION_SECRET).toBeUndefined();
    const client = { WEB_CLIENT_ID: 'web', WEB_CLIENT_SECRET: 'theirs' };
    expect(environmentsOf({ ...theirs, ...client }).gateway()).toMatchObject({ ...client, SESSION_SECRET: 'session' });
  });

  it('is not served from a folder without one', () => {
    expect(() => stackSettings({ WEB_ROOT: tmpdir() })).toThrow('WEB_ROOT: a folder with index.html');
  });
});

describe('the secrets of a folder', () => {
  it('stay the same, and those of an earlier version are completed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
    const first = await keptSecrets(folder);
    expect(await keptSecrets(folder)).toEqual(first);
    const { sessionSecret, ...earlier } = first;
    writeFileSync(join(folder, 'secrets.json'), JSON.stringify(earlier));
    const completed = await keptSecrets(folder);
    expect(completed).toEqual({ ...earlier, sessionSecret: expect.any(String) });
    expect(completed.sessionSecret).not.toBe(sessionSecret);
    expect(await keptSecrets(folder)).toEqual(completed);
    rmSync(folder, { recursive: true });
  });
});

describe('a port that is not available', () => {
  it('is named together with its setting, whatever address its holder listens on', async () => {
    for (const host of ['127.0.0.1', '0.0.0.0', '::1', '::']) {
      const holder = createServer();
      await new Promise<void>((listening) => holder.listen(0, host, listening));
      const { port } = holder.address() as { port: number };
      expect(await portFaults([{ setting: 'PORT', port }])).toEqual([
        `Port ${port} is taken: set PORT to a free port, or stop what listens there.`,
      ]);
      await new Promise((closed) => holder.close(closed));
    }
  });

  it('is named when two processes have the same', async () => {
    const [port = 0] = await freePorts(1);
    const wanted = [
      { setting: 'PORT', port },
      { setting: 'CREDITS_PORT', port },
    ];
    expect(await portFaults(wanted)).toEqual([
      `CREDITS_PORT and PORT are both ${port}: each process needs a port of its own.`,
    ]);
  });
});
