import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LEARN_CLIENT, UNIVERSITY_CLIENT, WEB_CLIENT } from '@app/sign-in-provider/clients';
import { development } from '@app/subgraph-kit/settings/development';
import { builtApplication, demonstrationFile, type StackSettings } from './environment.js';
import type { Environment } from './moved-clock.js';
import { PORT_NAMES, PORTS, SERVICES, type ServiceName } from './processes.js';
import type { Secrets } from './secrets.js';

/** The environment of each process: everything inherited, without secrets of other processes. */
export type ProcessEnvironments = {
  migration(service: ServiceName): Record<string, string>;
  service(service: ServiceName): Record<string, string>;
  demonstration(service: ServiceName): Record<string, string>;
  gateway(): Record<string, string>;
  console(): Record<string, string>;
  signInProvider(): Record<string, string>;
  /** The program of operators: everything of the migrations and the services. */
  operator(): Record<string, string>;
};

export function needsSignInProvider({ production, given }: StackSettings): boolean {
  return !production && [given.WORK_ISSUER, given.LEARN_ISSUER, given.UNIVERSITY_ISSUER].includes(undefined);
}

/** The console has the pages of development: there are none in production. */
export function needsConsole({ production }: StackSettings): boolean {
  return !production;
}

/** `adminUrl` is the database as a role that may create roles and schemas. */
export function processEnvironments(settings: StackSettings, secrets: Secrets, adminUrl: string): ProcessEnvironments {
  const { given } = settings;
  const verifyKey = given.INTERNAL_VERIFY_KEY ?? secrets.internalVerifyKey;
  const signingKey = given.INTERNAL_SIGNING_KEY ?? secrets.internalSigningKey;
  const eventSigningSecret = given.EVENT_SIGNING_SECRET ?? secrets.eventSigningSecret;
  const common = merged(commonEnvironment(settings));
  const passwords = (service: ServiceName) => ({
    app: settings.inherited[`${service.toUpperCase()}_APP_PASSWORD`] ?? secrets[`${service}AppPassword`],
    worker: settings.inherited[`${service.toUpperCase()}_WORKER_PASSWORD`] ?? secrets[`${service}WorkerPassword`],
  });
  const ofService = (service: ServiceName): Record<string, string> => {
    const prefix = service.toUpperCase();
    const { app, worker } = passwords(service);
    return merged(common, {
      [`${prefix}_DATABASE_URL`]: urlAs(adminUrl, `${service}_app`, app),
      [`${prefix}_WORKER_DATABASE_URL`]: urlAs(adminUrl, `${service}_worker`, worker),
      INTERNAL_VERIFY_KEY: verifyKey,
      EVENT_SIGNING_SECRET: eventSigningSecret,
      ...(service === 'association' ? learningClients(settings) : {}),
      ...(service === 'credits' ? exportStore(settings) : {}),
      ...(service === 'identity' ? mailServer(settings) : {}),
    });
  };
  const ofMigration = (service: ServiceName): Record<string, string> => {
    const prefix = service.toUpperCase();
    const { app, worker } = passwords(service);
    return merged(common, {
      DATABASE_URL: adminUrl,
      [`${prefix}_APP_PASSWORD`]: app,
      [`${prefix}_WORKER_PASSWORD`]: worker,
    });
  };
  return {
    migration: ofMigration,
    service: ofService,
    // The stack loads into an empty database only, or continues its own load.
    demonstration: (service) => merged(ofService(service), { DEMONSTRATION_BEGUN: 'true' }),
    gateway: () =>
      merged(common, {
        INTERNAL_SIGNING_KEY: signingKey,
        APOLLO_TELEMETRY_DISABLED: 'true',
        ...(needsConsole(settings) && { CONSOLE_URL: `http://127.0.0.1:${settings.ports.console}` }),
        ...webApplication(settings, secrets),
      }),
    console: () =>
      merged(common, {
        GATEWAY_URL: `http://127.0.0.1:${settings.ports.gateway}`,
        DEV_ISSUER_INTERNAL_URL: needsSignInProvider(settings) ? providerUrl(settings) : undefined,
        POSTGRES_PORT: settings.databaseUrl === undefined ? String(settings.ports.postgres) : undefined,
      }),
    signInProvider: () => merged(common, { DEV_ISSUER_URL: providerUrl(settings) }),
    operator: () => merged(...SERVICES.flatMap((service) => [ofMigration(service), ofService(service)])),
  };
}

export function providerUrl({ ports }: StackSettings): string {
  return `http://localhost:${ports.signInProvider}`;
}

/** The sender of mail in development. */
const MAIL_FROM = 'Skill Link <mail@skill-link.example>';

/** Secrets and the administrator's address are removed, and passed only to the processes that use them. */
const handedOut = [
  ...['DATABASE_URL', 'INTERNAL_SIGNING_KEY', 'INTERNAL_VERIFY_KEY', 'EVENT_SIGNING_SECRET'],
  ...['LEARN_CLIENT_SECRET', 'UNIVERSITY_CLIENT_SECRET', 'WEB_CLIENT_SECRET', 'SESSION_SECRET'],
  ...['S3_SECRET_ACCESS_KEY', 'SMTP_PASSWORD'],
  ...SERVICES.flatMap((name) => [`${name.toUpperCase()}_APP_PASSWORD`, `${name.toUpperCase()}_WORKER_PASSWORD`]),
];

function commonEnvironment(settings: StackSettings): Environment {
  const { ports, given, inherited, publicUrl, frontendOrigins, production } = settings;
  const own = `http://127.0.0.1`;
  const demonstration = production ? {} : { DEMONSTRATION_FILE: inherited.DEMONSTRATION_FILE ?? demonstrationFile };
  return {
    IDENTITY_URL: `${own}:${ports.identity}`,
    ASSOCIATION_URL: `${own}:${ports.association}`,
    CREDITS_URL: `${own}:${ports.credits}`,
    ...Object.fromEntries(
      Object.entries(inherited).filter(([name, value]) => value !== '' && !handedOut.includes(name)),
    ),
    ...Object.fromEntries(PORT_NAMES.map((name) => [PORTS[name].setting, String(ports[name])])),
    PUBLIC_URL: publicUrl,
    FRONTEND_ORIGINS: frontendOrigins,
    WORK_ISSUER: given.WORK_ISSUER ?? `${providerUrl(settings)}/work`,
    WORK_AUDIENCE: given.WORK_AUDIENCE ?? development.audience,
    LEARN_ISSUER: given.LEARN_ISSUER ?? `${providerUrl(settings)}/learn`,
    UNIVERSITY_ISSUER: given.UNIVERSITY_ISSUER ?? `${providerUrl(settings)}/university`,
    PLATFORM_TENANT_ID: given.PLATFORM_TENANT_ID ?? demonstrationWorld().platformTenantId,
    ...demonstration,
  };
}

/**
 * The web application, where it is built and the issuer of work accounts has a client for it: the development provider
 * has one, another provider needs one in the settings.
 */
function webApplication({ given, inherited, production }: StackSettings, secrets: Secrets): Environment {
  const ours = given.WORK_ISSUER !== undefined;
  const root = inherited.WEB_ROOT || builtApplication;
  if ((ours && !inherited.WEB_CLIENT_ID) || !existsSync(join(root, 'index.html'))) return {};
  return {
    WEB_ROOT: root,
    SESSION_SECRET: inherited.SESSION_SECRET || (production ? undefined : secrets.sessionSecret),
    WEB_CLIENT_ID: ours ? inherited.WEB_CLIENT_ID : WEB_CLIENT.id,
    WEB_CLIENT_SECRET: ours ? inherited.WEB_CLIENT_SECRET : WEB_CLIENT.secret,
  };
}

/** The folder of exports, beside the database; a bucket instead where the settings name one. */
function exportStore({ dataDir, inherited }: StackSettings): Environment {
  return {
    EXPORTS_DIR: inherited.EXPORTS_DIR || join(dataDir, 'exports'),
    S3_SECRET_ACCESS_KEY: inherited.S3_SECRET_ACCESS_KEY,
  };
}

/** The mailbox of the console stands in for a mail server outside production. */
function mailServer({ inherited, production, ports }: StackSettings): Environment {
  if (production || inherited.SMTP_URL) return { SMTP_PASSWORD: inherited.SMTP_PASSWORD };
  return { SMTP_URL: `smtp://127.0.0.1:${ports.mailbox}`, MAIL_FROM: inherited.MAIL_FROM || MAIL_FROM };
}

/** The clients of the development provider, or those in the settings for another provider. */
function learningClients({ given, inherited }: StackSettings): Environment {
  return {
    LEARN_CLIENT_ID: given.LEARN_ISSUER === undefined ? LEARN_CLIENT.id : inherited.LEARN_CLIENT_ID,
    LEARN_CLIENT_SECRET: given.LEARN_ISSUER === undefined ? LEARN_CLIENT.secret : inherited.LEARN_CLIENT_SECRET,
    UNIVERSITY_CLIENT_ID: given.UNIVERSITY_ISSUER === undefined ? UNIVERSITY_CLIENT.id : inherited.UNIVERSITY_CLIENT_ID,
    UNIVERSITY_CLIENT_SECRET:
      given.UNIVERSITY_ISSUER === undefined ? UNIVERSITY_CLIENT.secret : inherited.UNIVERSITY_CLIENT_SECRET,
  };
}

/** The part of the demonstration world that the stack itself needs. */
export function demonstrationWorld() {
  return JSON.parse(readFileSync(demonstrationFile, 'utf8')) as {
    platformTenantId: string;
    demonstrationAccount: { login: string; learningLogin: string };
  };
}

function merged(...parts: Environment[]): Record<string, string> {
  const all = Object.entries(Object.assign({}, ...parts) as Environment);
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function urlAs(adminUrl: string, user: string, password: string): string {
  const url = new URL(adminUrl);
  url.username = user;
  url.password = encodeURIComponent(password);
  return url.href;
}
