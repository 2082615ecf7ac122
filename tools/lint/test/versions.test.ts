import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const EXACT = /^(?:npm:.+@)?\d+\.\d+\.\d+(?:-[\w.]+)?$/;

describe('the dependencies', () => {
  const manifests = execFileSync('git', ['ls-files', 'package.json', '*/package.json'], {
    cwd: ROOT,
    encoding: 'utf8',
  });

  it.each(manifests.trim().split('\n'))('of %s have exact versions', (file) => {
    const manifest = JSON.parse(readFileSync(`${ROOT}${file}`, 'utf8'));
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const versions = Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies });
    const loose = versions.filter(([name, version]) => !/^@(?:app|skill-link)\//.test(name) && !EXACT.test(version));
    expect(loose).toEqual([]);
  });
});
