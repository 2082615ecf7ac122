import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const FOLDERS = 'services|gateway|packages|development|tests|bench|tools|docs|containers';
const PATH = new RegExp(`\`((?:${FOLDERS})/[\\w./-]*(?:/|\\.\\w+))\``, 'g');
const LINK = /\]\((?!https?:)([^)#]+)[^)]*\)/g;
const LIMIT_OF_LINES = 15;
const LIMIT_OF_WORDS = 6;

const tracked = (...patterns: string[]) =>
  execFileSync('git', ['ls-files', '--', ...patterns], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');

describe('the documentation', () => {
  // Built files are named by what runs them; the changelog names paths of the past.
  const files = tracked('*.md').filter((file) => file !== 'CHANGELOG.md' && !file.startsWith('tests/public-reports/'));

  it.each(files)('%s names files that exist', (file) => {
    const named = [...text(file).matchAll(PATH)]
      .map(([, path = '']) => path)
      .filter((path) => !path.includes('/dist/'));
    const linked = [...text(file).matchAll(LINK)].map(([, path = '']) => join(dirname(file), path));
    expect([...named, ...linked].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(tracked('docs/adr/*.md'))('%s is short, and its name is a short noun phrase', (file) => {
    expect(text(file).trimEnd().split('\n').length).toBeLessThanOrEqual(LIMIT_OF_LINES);
    const words = file.replace(/^.*\/\d{4}-|\.md$/g, '').split('-');
    expect(words.length).toBeLessThanOrEqual(LIMIT_OF_WORDS);
  });
});
