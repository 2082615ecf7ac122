import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { host, readEnvironment } from '../../src/settings/environment.js';
import { EnvironmentError } from '../../src/settings/environment-error.js';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const shape = z.object({ EVENT_SIGNING_SECRET: z.string('a secret'), DATABASE_URL: z.string().optional() });

it('reads a secret from the file in NAME_FILE without the trailing line break', () => {
  const read = readEnvironment(shape, {
    EVENT_SIGNING_SECRET_FILE: file('secret', 'from a file\n'),
    DATABASE_URL_FILE: file('url', 'postgresql://in-a-file'),
  });
  expect(read).toEqual({ EVENT_SIGNING_SECRET: 'from a file', DATABASE_URL: 'postgresql://in-a-file' });
});

it('prefers a secret that is set directly; empty text counts as unset', () => {
  const EVENT_SIGNING_SECRET_FILE = file('other', 'from a file');
  expect(readEnvironment(shape, { EVENT_SIGNING_SECRET: 'set', EVENT_SIGNING_SECRET_FILE })).toEqual({
    EVENT_SIGNING_SECRET: 'set',
  });
  expect(readEnvironment(shape, { EVENT_SIGNING_SECRET: '', EVENT_SIGNING_SECRET_FILE })).toEqual({
    EVENT_SIGNING_SECRET: 'from a file',
  });
});

it('reports an unreadable file beside other faults and reveals no secret', () => {
  const wrong = { EVENT_SIGNING_SECRET_FILE: join(folder, 'none') };
  const faults = () => readEnvironment(shape, wrong);
  expect(faults).toThrow(EnvironmentError);
  expect(faults).toThrow('EVENT_SIGNING_SECRET_FILE: names no file that this process can read');
  expect(faults).toThrow('EVENT_SIGNING_SECRET: a secret');
});

it('reads files for secrets only', () => {
  const world = z.object({ DEMONSTRATION_FILE: z.string(), DEMONSTRATION: z.string().optional() });
  const DEMONSTRATION_FILE = file('world', '{}');
  expect(readEnvironment(world, { DEMONSTRATION_FILE })).toEqual({ DEMONSTRATION_FILE });
});

it('listens on the loopback interface by default', () => {
  expect(readEnvironment(z.object({ HOST: host() }), {})).toEqual({ HOST: '127.0.0.1' });
});
