import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { failed, rejected, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { readEnvironment } from '@app/subgraph-kit/settings/environment';
import { rotatedSecret } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';

/** New values by the names of their settings, and what is to be done with them. */
type Rotation = { readonly values: Readonly<Record<string, string>>; readonly next: string };

/** Secrets that this command makes. */
const ROTATIONS: Readonly<Record<string, (run: CommandRun) => Rotation>> = {
  SESSION_SECRET: rotateSessionSecret,
  INTERNAL_SIGNING_KEY: rotateSigningKey,
};

/** Secrets that have another way, and why. */
const OTHER_WAYS: Readonly<Record<string, string>> = {
  EVENT_SIGNING_SECRET:
    'The secrets of webhooks are sealed with it, and the keys of SCIM clients and exports follow from it: a new one ends all of them.',
  INTERNAL_VERIFY_KEY: 'It is the public half of INTERNAL_SIGNING_KEY, and made with it.',
};
const PASSWORD = /^(IDENTITY|ASSOCIATION|CREDITS)_(APP|WORKER)_PASSWORD$|^REPORTING_(WATCHDOG|REPLICATION)_PASSWORD$/;

/** Makes a new secret: written to the file that `NAME_FILE` names, otherwise shown once. */
export async function rotateKey(name: string, run: CommandRun): Promise<CommandResult> {
  const rotate = Object.hasOwn(ROTATIONS, name) ? ROTATIONS[name] : undefined;
  if (rotate === undefined) throw otherWay(name);
  const { values, next } = rotate(run);
  const files = new Map(Object.keys(values).map((setting) => [setting, fileOf(setting, run)]));
  const written = [...files].filter(([, file]) => file !== '');
  // Nothing is half done: a file that cannot be written is found before the first is.
  for (const [setting, file] of written) assertWritable(setting, file);
  for (const [setting, file] of written) writeSecret(file, values[setting] ?? '');
  const shown = Object.entries(values).filter(([setting]) => files.get(setting) === '');
  return {
    text: [...written.map(([setting, file]) => `${setting} is in ${file}.`), next],
    data: { name, written: written.map(([setting]) => setting), next },
    secrets: Object.fromEntries(shown),
  };
}

/** The file that a process reads the setting from; empty where the setting itself takes precedence. */
function fileOf(setting: string, { environment }: CommandRun): string {
  return environment[setting] ? '' : (environment[`${setting}_FILE`] ?? '');
}

function otherWay(name: string): Error {
  const reason = Object.hasOwn(OTHER_WAYS, name) ? OTHER_WAYS[name] : undefined;
  if (reason !== undefined) return rejected('NOT_ROTATED_ALONE', reason, 'docs/operations.md, Secrets.');
  if (PASSWORD.test(name)) {
    return rejected(
      'SET_BY_MIGRATION',
      'The migration gives a role its password.',
      `Set a new ${name}, run skill-link migrate (prepare-reporting for reporting roles), and start the processes again.`,
    );
  }
  return wrongCall(
    `There is no secret ${JSON.stringify(name)} to rotate.`,
    `One of ${Object.keys(ROTATIONS).join(', ')}.`,
  );
}

/** The new secret seals, the one before still opens: no session ends. */
function rotateSessionSecret({ environment }: CommandRun): Rotation {
  const {
    SESSION_SECRET: [current],
  } = readEnvironment(z.object({ SESSION_SECRET: rotatedSecret() }), environment);
  return {
    values: { SESSION_SECRET: `${randomBytes(24).toString('base64url')},${current}` },
    next: 'Start the gateway again. After twelve hours, the longest session, remove the second secret and start it again.',
  };
}

/** Identity tokens are valid for a minute, and there is one key: all processes have to change at a time. */
function rotateSigningKey(): Rotation {
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const { kty, crv, x } = key;
  return {
    values: { INTERNAL_SIGNING_KEY: JSON.stringify(key), INTERNAL_VERIFY_KEY: JSON.stringify({ kty, crv, x }) },
    next: 'Start the gateway and the services again, all together: requests in between are denied.',
  };
}

function assertWritable(setting: string, file: string): void {
  try {
    accessSync(dirname(file), constants.W_OK);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('a folder');
  } catch {
    throw failed(
      'FILE_NOT_WRITABLE',
      `${setting}_FILE: this process cannot replace the file. Nothing was changed.`,
      'Mount its folder writable, or unset the setting to have the secret shown.',
    );
  }
}

/** Whole or not at all: the process may be killed at any time. */
function writeSecret(file: string, secret: string): void {
  rmSync(`${file}.new`, { force: true });
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0o400;
  writeFileSync(`${file}.new`, secret, { mode: mode & 0o777, flush: true });
  renameSync(`${file}.new`, file);
}
