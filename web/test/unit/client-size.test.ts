import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const source = fileURLToPath(new URL('../../../packages/client/src/', import.meta.url));

/** What a page imports. */
const ENTRY = `
  export { browserSession } from '${source}browser-session.ts';
  export { createClient } from '${source}client.ts';
  export { match } from '${source}match.ts';
  export { nodesOf } from '${source}nodes-of.ts';
  export { orThrow } from '${source}outcome.ts';
`;

describe('the typed client', () => {
  it('adds at most 2.5 kB to a page', async () => {
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      plugins: [
        {
          name: 'entry',
          resolveId: (id) => (id === 'entry' ? id : null),
          load: (id) => (id === 'entry' ? ENTRY : null),
        },
      ],
      build: { write: false, rolldownOptions: { input: 'entry', preserveEntrySignatures: 'strict' } },
    });
    const [output] = [built].flat();
    const chunks = output !== undefined && 'output' in output ? output.output : [];
    const code = chunks.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
    expect(code).toContain('idempotencyKey');
    expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(2_500);
  });
});
