import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const PAGE = '<!doctype html><title>The application</title>';
export const DOCUMENT = 'query Viewer { viewer { displayName } }';
export const DOCUMENT_ID = `sha256:${'0'.repeat(64)}`;

/** What a build leaves: a page, hashed files with their compressed forms, and the documents that the pages send. */
const FILES = {
  'index.html': PAGE,
  'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
  'assets/main-3f2a1b.js': 'plain',
  'assets/main-3f2a1b.js.br': 'by brotli',
  'assets/main-3f2a1b.js.gz': 'by gzip',
  '.vite/manifest.json': '{}',
  'trusted-documents.json': JSON.stringify({ [DOCUMENT_ID]: DOCUMENT }),
};

/** A folder of a built application. */
export function builtApplication(): string {
  const root = mkdtempSync(join(tmpdir(), 'application-'));
  for (const [name, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}
