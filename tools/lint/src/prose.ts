// `npm run prose -- [paths]`: retired words in comments, test titles, messages, descriptions and docs of this repository.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TextlintKernel } from '@textlint/kernel';
import { moduleInterop } from '@textlint/module-interop';
import markdown from '@textlint/textlint-plugin-markdown';
import type { TextlintPluginCreator } from '@textlint/types';
import { prose, retiredTerms } from './retired-terms.ts';
import { data, graphql, sql, typescript } from './source-plugins.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const EXTENSIONS = ['ts', 'tsx', 'js', 'mjs', 'cjs', 'graphql', 'sql', 'md', 'yaml', 'yml', 'json', 'sh'];

const kernel = new TextlintKernel();
const options = {
  plugins: [
    { pluginId: 'markdown', plugin: moduleInterop(markdown) as unknown as TextlintPluginCreator },
    { pluginId: 'typescript', plugin: typescript },
    { pluginId: 'graphql', plugin: graphql },
    { pluginId: 'sql', plugin: sql },
    { pluginId: 'data', plugin: data },
  ],
  rules: [{ ruleId: 'retired-terms', rule: retiredTerms }],
};

/** The findings of one file, as `path:line:column  message`. */
export async function findingsOf(file: string, text = readFileSync(`${ROOT}${file}`, 'utf8')): Promise<string[]> {
  const { messages } = await kernel.lintText(text, { ...options, ext: extname(file), filePath: `${ROOT}${file}` });
  return messages.map(({ loc, message }) => `${file}:${loc.start.line}:${loc.start.column}  ${message}`);
}

/** All files of the repository below the paths, new ones too, without those that prose.yml skips. */
export function filesBelow(paths: string[]): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...paths], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  const skipped = prose.skip;
  return listed
    .split('\n')
    .filter(
      (file) => EXTENSIONS.includes(extname(file).slice(1)) && !skipped.some(({ path }) => file.startsWith(path)),
    );
}

/** The spelling of the same files, by cspell: American English and the words of words.txt. */
export function spelling(files: string[]): Promise<string[]> {
  const config = fileURLToPath(new URL('../cspell.json', import.meta.url));
  const cspell = fileURLToPath(new URL('../../../node_modules/cspell/bin.mjs', import.meta.url));
  const options = ['--config', config, '--no-progress', '--no-summary', '--no-color', '--file-list', 'stdin'];
  const child = spawn(process.execPath, [cspell, 'lint', ...options], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(files.join('\n'));
  return child.stdout
    .setEncoding('utf8')
    .reduce((all, part) => all + part, '')
    .then((output) => output.split('\n').filter((line) => line !== ''));
}

if (import.meta.main) {
  const files = filesBelow(process.argv.slice(2));
  const spelled = spelling(files.filter((file) => !prose.names.some(({ path }) => file.startsWith(path))));
  const findings: string[] = [];
  for (const file of files) findings.push(...(await findingsOf(file)));
  findings.push(...(await spelled));
  for (const finding of findings) console.log(finding);
  console.log(`${findings.length} retired or misspelled words in ${files.length} files.`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
