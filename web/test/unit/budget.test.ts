import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../../dist/', import.meta.url);
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const firstLoad = closureOf('index.html');

type Chunk = { file: string; imports?: string[]; css?: string[]; isDynamicEntry?: boolean };

/** Bounds in kB (1,000 bytes) after gzip. A page may add its own part to the first load. */
const FIRST_LOAD = 110;
const PAGE = 6;
const STYLES = 6;

describe('the build', () => {
  it(`loads at most ${FIRST_LOAD} kB of JavaScript before the first page`, () => {
    expect(kilobytes(firstLoad)).toBeLessThanOrEqual(FIRST_LOAD);
  });

  const pages = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry && name.includes('.page.tsx'));
  it.each(pages)(`adds at most ${PAGE} kB for %s`, (page) => {
    const own = [...closureOf(page)].filter((file) => !firstLoad.has(file));
    expect(kilobytes(new Set(own))).toBeLessThanOrEqual(PAGE);
  });

  it(`has at most ${STYLES} kB of styles`, () => {
    const styles = new Set(Object.values(manifest).flatMap(({ css = [] }) => css));
    expect(styles.size).toBeGreaterThan(0);
    expect(kilobytes(styles)).toBeLessThanOrEqual(STYLES);
  });

  it('has no inline script or style in its HTML', () => {
    const html = readFileSync(new URL('index.html', dist), 'utf8');
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
  });
});

/** The files that load with a chunk: its own and those that it imports statically. */
function closureOf(name: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (chunk === undefined || found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const imported of chunk.imports ?? []) closureOf(imported, found);
  return found;
}

function kilobytes(files: ReadonlySet<string>): number {
  const sizes = [...files].map((file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0) / 1_000;
}
