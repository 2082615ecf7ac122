import type { CreditsFacts } from '@app/credits/cli/facts';
import type { StandbyFacts } from '@app/credits/cli/standby-facts';
import type { MailFacts } from '@app/identity/cli/mail-facts';
import type { QueueFacts, ServiceFacts } from '@app/subgraph-kit/commands/service-facts';
import { type Finding, ok, problem, skipped, warning } from './finding.js';

/*
 * The judgments of the doctor: pure functions of facts. Each has a sentence, and a next step where there is something to
 * do. No sentence holds a secret: settings appear by name, databases without their address.
 */

const NEEDED_SERVER = 180_000;
const SETTINGS = 'docs/settings.md lists every setting and its form.';

/** The settings of a service: `faults` has a line for each that is missing or wrong. */
export function judgeSettings(service: string, faults: readonly string[]): Finding {
  const check = `settings of ${service}`;
  if (faults.length === 0) return ok(check, 'Complete and valid.');
  return problem(check, faults.join('; '), SETTINGS);
}

/** The server of a service's database. */
export function judgeDatabase(
  service: string,
  facts: Pick<ServiceFacts, 'serverVersion'> | { fault: string },
): Finding {
  const check = `database of ${service}`;
  if ('fault' in facts)
    return problem(
      check,
      facts.fault,
      'Is PostgreSQL running, and is the setting that of its role? docker-compose ps shows the first.',
    );
  const major = Math.floor(facts.serverVersion / 10_000);
  if (facts.serverVersion >= NEEDED_SERVER) return ok(check, `PostgreSQL ${major} answers.`);
  return problem(check, `PostgreSQL ${major} answers, and 18 is needed.`, 'Move the data to PostgreSQL 18.');
}

/** The schema of a service against the migrations of this version. */
export function judgeMigrations(
  service: string,
  {
    missingMigrations: missing,
    unknownMigrations: unknown,
  }: Pick<ServiceFacts, 'missingMigrations' | 'unknownMigrations'>,
): Finding {
  const check = `migrations of ${service}`;
  if (missing.length > 0)
    return problem(
      check,
      `The database lacks ${missing.join(', ')}.`,
      'Run skill-link migrate, then start the services again.',
    );
  if (unknown.length > 0)
    return problem(
      check,
      `The database is newer than this version: ${unknown.join(', ')}.`,
      'Run the version that migrated it.',
    );
  return ok(check, 'All are applied.');
}

/** A token of 60 seconds, a deadline or a refresh goes by the clock of a process, a job by that of the database. */
const CLOCK_WARNING_MILLISECONDS = 1_000;
const CLOCK_PROBLEM_MILLISECONDS = 30_000;

/** The clock of this machine against that of the database. */
export function judgeClock({ ahead, within }: ServiceFacts['clock']): Finding {
  const check = 'clock';
  const away = Math.max(0, Math.abs(ahead) - within);
  const next = 'Set both clocks by NTP; a rehearsal with libfaketime has to move all processes.';
  const distance = `The database is ${(Math.abs(ahead) / 1_000).toFixed(1)} s ${ahead < 0 ? 'behind' : 'ahead of'} this machine.`;
  if (away >= CLOCK_PROBLEM_MILLISECONDS) return problem(check, distance, next);
  if (away >= CLOCK_WARNING_MILLISECONDS) return warning(check, distance, next);
  return ok(check, 'The clocks of this machine and the database agree within a second.');
}

const QUEUE_SECONDS = 300;

/** The job queue of a service. */
export function judgeQueue(service: string, { oldestDueSeconds: oldest, failing, givenUp }: QueueFacts): Finding {
  const check = `queue of ${service}`;
  const log = `The log of ${service} has the reason.`;
  if (oldest !== null && oldest > QUEUE_SECONDS)
    return problem(
      check,
      `A job has waited for ${durationText(oldest)}.`,
      `Does a worker of ${service} run? See EMBEDDED_WORKERS and the profile workers.`,
    );
  if (failing > 0)
    return problem(
      check,
      `${failing} jobs fail again and again, and are tried again.`,
      `Does the receiving service answer? ${log}`,
    );
  if (givenUp > 0) return warning(check, `${givenUp} jobs are no longer tried.`, log);
  return ok(check, 'No job waits for long.');
}

const RELAY_SECONDS = 60;

/** The relay, which numbers the events of event logs. */
export function judgeRelay({ waiting, oldestSeconds: oldest }: CreditsFacts['relay']): Finding {
  const check = 'relay';
  if (oldest === null || oldest <= RELAY_SECONDS) return ok(check, `${waiting} events wait to be numbered.`);
  return problem(
    check,
    `${waiting} events are not numbered, the oldest for ${durationText(oldest)}: no webhook is sent them.`,
    'Does a worker of credits run? See EMBEDDED_WORKERS and the profile workers.',
  );
}

const WEBHOOK_SECONDS = 60;

/** The webhooks of all organizations. */
export function judgeWebhooks({ disabled, failing, lagSeconds: lag }: CreditsFacts['webhooks']): Finding {
  const check = 'webhooks';
  if (lag !== null && lag > WEBHOOK_SECONDS)
    return problem(
      check,
      `A due webhook has waited for ${durationText(lag)} for a sender.`,
      'Does a worker of credits run?',
    );
  if (disabled + failing === 0) return ok(check, 'No webhook is disabled or failing.');
  return warning(
    check,
    `${disabled} webhooks are disabled and ${failing} failing: their events wait.`,
    'skill-link webhooks list <organization> shows them; their owners repair the receiver, then skill-link webhooks resume.',
  );
}

const MAIL_SECONDS = 300;

/** The outbox of mail; null: no mail server is set. */
export function judgeMail(facts: MailFacts | null): Finding {
  const check = 'mail';
  if (facts === null) return skipped(check, 'SMTP_URL is not set: no mail is sent.');
  const { waiting, oldestSeconds: oldest, failedInADay: failed } = facts;
  const log = 'The log of identity has the status of the mail server.';
  if (oldest !== null && oldest > MAIL_SECONDS)
    return problem(
      check,
      `${waiting} messages wait, the oldest for ${durationText(oldest)}.`,
      `Does it answer? ${log}`,
    );
  if (failed > 0) return warning(check, `${failed} messages were given up within a day.`, log);
  return ok(check, 'No message waits for long.');
}

/** A service at its address; null: it is ready. */
export function judgeService(service: string, fault: string | null): Finding {
  const check = `${service} answers`;
  if (fault === null) return ok(check, 'Ready.');
  return problem(check, `Not ready: ${fault}.`, `docker-compose ps and docker-compose logs ${service} say why.`);
}

/** An issuer by the setting that names it; null: it answers as sign-ins need it. */
export function judgeIssuer(setting: string, issuer: string, fault: string | null): Finding {
  const check = `issuer of ${setting}`;
  if (fault === null) return ok(check, `${issuer} answers.`);
  return problem(
    check,
    `${issuer} cannot be used: ${fault}.`,
    'docs/providers.md explains issuers; NODE_EXTRA_CA_CERTS private authorities.',
  );
}

const STANDBY_SECONDS = 300;

/** The reporting standby; null: none is set. */
export function judgeStandby(facts: StandbyFacts | { fault: string } | null): Finding {
  const check = 'reporting standby';
  const copy = 'docs/operations.md, Reporting: copy it anew.';
  if (facts === null) return skipped(check, 'REPORTING_DATABASE_URL is not set: there are no reporting logins.');
  if ('fault' in facts)
    return problem(check, facts.fault, 'Is the standby running? docker-compose --profile reporting ps');
  if (!facts.isReceiving) return problem(check, 'It does not follow its primary.', copy);
  if (facts.delaySeconds > STANDBY_SECONDS)
    return problem(check, `It is ${durationText(facts.delaySeconds)} behind its primary.`, copy);
  return ok(check, `It follows its primary, ${facts.delaySeconds.toFixed(0)} s behind.`);
}

/** The folder of exports: what is free in it, or the code of the error. */
export type FolderFacts = { readonly free: number } | { readonly fault: string };

/** A million rows as CSV are some 300 MB; two files are made at a time and the one before stays for days. */
const NEEDED_BYTES = 1_000_000_000;

/** The disk of exports. */
export function judgeExportsFolder(facts: FolderFacts): Finding {
  const check = 'disk of EXPORTS_DIR';
  if ('fault' in facts)
    return problem(
      check,
      `This process cannot write to the folder (${facts.fault}).`,
      'Is the folder there, and of the account of credits?',
    );
  const free = `${(facts.free / 1e9).toFixed(1)} GB are free`;
  if (facts.free >= NEEDED_BYTES) return ok(check, `${free}.`);
  return problem(
    check,
    `${free}, and 1 GB is needed.`,
    'Make the volume larger, or keep exports in a bucket (S3_BUCKET).',
  );
}

function durationText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
