import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SOURCES = ['gateway/src/*.ts', 'services/*/src/*.ts', 'packages/*/src/*.ts', 'development/*/src/*.ts'];

/** Files that name the statuses without answering with them, or without a reply of fastify. */
const OTHERS: Readonly<Record<string, string>> = {
  'packages/subgraph-kit/src/processes/retry-later.ts': 'is the one way to answer so',
  'packages/client/src/read-response.ts': 'reads answers',
  'packages/events/src/delivery.ts': 'reads answers',
  'services/credits/src/webhooks/domain/webhook-health.ts': 'reads answers',
  'packages/subgraph-kit/src/processes/wait-for-databases.ts': 'is a server of node:http, and sets the header itself',
  'development/sign-in-provider/src/start.ts': 'is a server of node:http, and sets the header itself',
};

/** The lines of a source, outside of comments, that name 429 or 503 and do not call retryLater. */
function lawless(text: string): string[] {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .split('\n')
    .filter((line) => /\b(?:429|503)\b/.test(line) && !/\bretryLater\(\w+, (?:429|503)\b/.test(line))
    .map((line) => line.trim());
}

describe('429 and 503', () => {
  const files = execFileSync('git', ['ls-files', '--', ...SOURCES], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n');

  it('are answered by retryLater alone, which says how long to wait', () => {
    const found = files
      .filter((file) => !(file in OTHERS))
      .flatMap((file) => lawless(readFileSync(`${ROOT}${file}`, 'utf8')).map((line) => `${file}: ${line}`));
    expect(found).toEqual([]);
  });

  it('are still named by each file that may name them otherwise', () => {
    const idle = Object.keys(OTHERS).filter((file) => lawless(readFileSync(`${ROOT}${file}`, 'utf8')).length === 0);
    expect(idle).toEqual([]);
  });

  it.each(['return reply.code(503).send();', "response.writeHead(429, { 'content-type': type })", 'status ?? 503'])(
    'are found where a source answers otherwise: %s',
    (line) => {
      expect(lawless(`// 503 in a comment\n  ${line}\n  return retryLater(reply, 503).send();`)).toEqual([line]);
    },
  );
});
