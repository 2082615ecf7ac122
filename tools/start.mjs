// `npm start`. npm's `prestart` installs and builds before, unless npm is set to ignore scripts. The stack runs in this
// process, because a process in between would keep Ctrl-C from it.
const [major, minor] = process.versions.node.split('.').map(Number);
const stack = new URL('../development/stack/dist/start.js', import.meta.url);
const { existsSync } = await import('node:fs');

if (major < 24 || (major === 24 && minor < 11) || !existsSync(stack)) {
  console.error(
    'Nothing is prepared yet: npm seems to be set to ignore scripts. Run `node tools/prepare.cjs` once, then `npm start` again.',
  );
  process.exit(1);
}
await import(stack);
