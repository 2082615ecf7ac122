import { copyFileSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Completes `dist` for the gateway: the trusted documents, and every text file compressed twice. */
const dist = new URL('../dist/', import.meta.url);
copyFileSync(
  new URL('../src/graphql/trusted-documents.json', import.meta.url),
  new URL('trusted-documents.json', dist),
);

for (const file of globSync('**/*.{html,js,css,svg}', { cwd: dist })) {
  const content = readFileSync(new URL(file, dist));
  writeFileSync(new URL(`${file}.gz`, dist), gzipSync(content, { level: 9 }));
  writeFileSync(
    new URL(`${file}.br`, dist),
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  );
}
