import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { EnvironmentError, host, readEnvironment } from '../../src/environment.js';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const shape = z.object({ EVENT_SIGNING_SECRET: z.string('a secret'), DATABASE_URL: z.string().optional() });

it('takes a secret from the file that NAME_FILE names, without the line end', () => {
  const read = readEnvironment(shape, {
    EVENT_SIGNING_SECRET_FILE: file('secret', 'from a file\n'),
    DATABASE_URL_FILE: file('url', 'postgresql://in-a-file'),
  });
  expect(read).toEqual({ EVENT_SIGNING_SECRET: 'from a file', DATABASE_URL: 'postgresql://in-a-file' });
});

it('prefers the secret that is set itself; an empty one is none', () => {
  const EVENT_SIGNING_SECRET_FILE = file('other', 'from a file');
  expect(readEnvironment(shape, { EVENT_SIGNING_SECRET: 'set', EVENT_SIGNING_SECRET_FILE })).toEqual({
    EVENT_SIGNING_SECRET: 'set',
  });
  expect(readEnvironment(shape, { EVENT_SIGNING_SECRET: '', EVENT_SIGNING_SECRET_FILE })).toEqual({
    EVENT_SIGNING_SECRET: 'from a file',
  });
});

it('names a file that cannot be read, beside every other fault, and shows nothing of what others hold', () => {
  const wrong = { EVENT_SIGNING_SECRET_FILE: join(folder, 'none') };
  const faults = () => readEnvironment(shape, wrong);
  expect(faults).toThrow(EnvironmentError);
  expect(faults).toThrow('EVENT_SIGNING_SECRET_FILE: names no file that this process can read');
  expect(faults).toThrow('EVENT_SIGNING_SECRET: a secret');
});

it('reads no other file, whatever a setting is called', () => {
  const world = z.object({ DEMONSTRATION_FILE: z.string(), DEMONSTRATION: z.string().optional() });
  const DEMONSTRATION_FILE = file('world', '{}');
  expect(readEnvironment(world, { DEMONSTRATION_FILE })).toEqual({ DEMONSTRATION_FILE });
});

it('listens on this machine alone unless told otherwise', () => {
  expect(readEnvironment(z.object({ HOST: host() }), {})).toEqual({ HOST: '127.0.0.1' });
});
