import { globSync, readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const dist = new URL('../../dist/', import.meta.url);
const manifest: Record<string, Chunk> = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

type Chunk = { file: string; imports?: string[]; css?: string[]; isDynamicEntry?: boolean };

/** Bounds in kB (1,000 bytes) after gzip. A page may add its own part to the first load. */
const FIRST_LOAD = 115;
const PAGE = 8;
const STYLES = 6;
const IMAGES = 1;

const firstLoad = closureOf('index.html');
const pages = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry && name.endsWith('.page.tsx'));

describe('the build', () => {
  it(`loads at most ${FIRST_LOAD} kB of JavaScript before the first page`, () => {
    expect(beyond(FIRST_LOAD, firstLoad)).toEqual([]);
  });

  it.each(pages)(`loads at most ${PAGE} kB of JavaScript more for %s`, (page) => {
    const own = [...closureOf(page)].filter((file) => !firstLoad.has(file));
    expect(beyond(PAGE, new Set(own))).toEqual([]);
  });

  it(`has at most ${STYLES} kB of styles, on all pages together`, () => {
    const styles = new Set(Object.values(manifest).flatMap(({ css = [] }) => css));
    expect(styles.size).toBeGreaterThan(0);
    expect(beyond(STYLES, styles)).toEqual([]);
  });

  it('orders the layers of its styles in the first of its files, so that no page decides it', () => {
    const html = readFileSync(new URL('index.html', dist), 'utf8');
    const files = [...html.matchAll(/href="\/([^"]+\.css)"/g)].map(([, file = '']) => file);
    const styles = files.map((file) => readFileSync(new URL(file, dist), 'utf8')).join('');
    const layers = [...styles.matchAll(/@layer ([\w, ]+)/g)].flatMap(([, names = '']) => names.split(/, ?/));
    expect([...new Set(layers)].slice(0, 3)).toEqual(['tokens', 'base', 'components']);
  });

  it(`has at most ${IMAGES} kB of images, and no font`, () => {
    const images = new Set(globSync('**/*.{svg,png,jpg,jpeg,gif,webp,avif,ico}', { cwd: dist }));
    expect(beyond(IMAGES, images)).toEqual([]);
    expect(globSync('**/*.{woff,woff2,ttf,otf}', { cwd: dist })).toEqual([]);
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

/** Nothing, or the files with their sizes, the largest first, where they are larger than the bound together. */
function beyond(bound: number, files: ReadonlySet<string>): string[] {
  const sizes = [...files].map((file) => ({ file, kilobytes: kilobytesOf(file) }));
  const sum = sizes.reduce((total, { kilobytes }) => total + kilobytes, 0);
  if (sum <= bound) return [];
  const listed = sizes.toSorted((a, b) => b.kilobytes - a.kilobytes);
  return listed.map(({ file, kilobytes }) => `${file}: ${kilobytes.toFixed(1)} kB`);
}

function kilobytesOf(file: string): number {
  const url = new URL(file, dist);
  // Other images than SVG are compressed by themselves.
  const isText = /\.(js|css|svg)$/.test(file);
  return (isText ? gzipSync(readFileSync(url), { level: 9 }).length : statSync(url).size) / 1_000;
}
