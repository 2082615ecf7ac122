import { globSync } from 'node:fs';

// `npm run bench -- <name> [arguments]`
const [name] = process.argv.slice(2);
const names = globSync('*.bench.js', { cwd: import.meta.dirname }).map((file) => file.replace('.bench.js', ''));
if (name === undefined || !names.includes(name)) {
  process.stderr.write(`npm run bench -- <${names.sort().join('|')}> [arguments]\n`);
  process.exit(2);
}
await import(`./${name}.bench.js`);
