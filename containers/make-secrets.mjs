// The secrets of a composition: made at the first start, kept in volumes, each service's in a volume of its own.
// What is there already stays; addresses are written anew from the passwords that are there.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [folder = '/secrets'] = process.argv.slice(2);
const services = ['identity', 'association', 'credits'];

const superuser = kept('postgres/POSTGRES_PASSWORD', password);
write('migrations/DATABASE_URL', databaseUrl('postgres', superuser));
const eventSigningSecret = kept('identity/EVENT_SIGNING_SECRET', password);
const signingKey = kept('gateway/INTERNAL_SIGNING_KEY', privateKey);
kept('gateway/SESSION_SECRET', password);
const replication = kept('migrations/REPORTING_REPLICATION_PASSWORD', password);
write('reporting/REPORTING_REPLICATION_PASSWORD', replication);
const watchdog = kept('migrations/REPORTING_WATCHDOG_PASSWORD', password);
for (const reader of ['migrations', 'watchdog']) {
  write(`${reader}/REPORTING_DATABASE_URL`, databaseUrl('reporting_watchdog', watchdog, 'reporting'));
}
for (const service of services) {
  const prefix = service.toUpperCase();
  for (const role of ['app', 'worker']) {
    const secret = kept(`migrations/${prefix}_${role.toUpperCase()}_PASSWORD`, password);
    const name = role === 'app' ? `${prefix}_DATABASE_URL` : `${prefix}_WORKER_DATABASE_URL`;
    write(`${service}/${name}`, databaseUrl(`${service}_${role}`, secret));
  }
  write(`${service}/EVENT_SIGNING_SECRET`, eventSigningSecret);
  write(`${service}/INTERNAL_VERIFY_KEY`, publicHalf(signingKey));
}

function kept(name, make) {
  const file = join(folder, name);
  if (!existsSync(file)) write(name, make());
  return readFileSync(file, 'utf8');
}

/** Whole or not at all: the process may be killed at any time. */
function write(name, content) {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(`${file}.new`, { force: true });
  writeFileSync(`${file}.new`, content, { mode: 0o444, flush: true });
  renameSync(`${file}.new`, file);
}

function password() {
  return randomBytes(24).toString('base64url');
}

function databaseUrl(user, secret, host = 'postgres') {
  return `postgresql://${user}:${secret}@${host}:5432/skill_link`;
}

function privateKey() {
  return JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
}

function publicHalf(key) {
  const { kty, crv, x } = JSON.parse(key);
  return JSON.stringify({ kty, crv, x });
}
