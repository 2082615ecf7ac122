import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** An operation with its variables and the answer of the product with demonstration data. */
export type Example = {
  /** Its path without ending, such as `linking/1-begin`. */
  readonly name: string;
  readonly title: string;
  /** Sentences for the reader; empty when the title says it all. */
  readonly about: string;
  /** The address of a demonstration account, or the client id of a program; null: without a token. */
  readonly as: string | null;
  /** The GraphQL document without its leading comment. */
  readonly operation: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly answer: unknown;
  /** Names of fields whose values differ from run to run; their kinds do not. */
  readonly varies: readonly string[];
};

const answerFile = z.strictObject({
  as: z.string().nullable(),
  variables: z.record(z.string(), z.unknown()).default({}),
  varies: z.array(z.string()).default([]),
  answer: z.unknown(),
});

/**
 * The examples of a folder in the order of their paths: `<group>/<number>-<use>.graphql`, whose leading comment is title
 * and explanation, and beside it a `.json` with the caller, the variables and the answer. Throws for a file that is incomplete.
 */
export function readExamples(folder: string): Example[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.graphql'))
    .map((path) => path.slice(0, -'.graphql'.length).replaceAll('\\', '/'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => readExample(folder, name));
}

function readExample(folder: string, name: string): Example {
  const text = readFileSync(join(folder, `${name}.graphql`), 'utf8');
  const [comment = ''] = /^(#.*\n)*/.exec(text) ?? [];
  const [title = '', ...about] = comment.split('\n').map((line) => line.replace(/^# ?/, ''));
  if (title === '')
    throw new Error(`docs/examples/${name}.graphql begins with no comment: its first line is the title.`);
  const path = join(folder, `${name}.json`);
  if (!existsSync(path)) throw new Error(`docs/examples/${name}.json is missing: caller, variables and answer.`);
  const parsed = answerFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`docs/examples/${name}.json: ${z.prettifyError(parsed.error)}`);
  const { as, variables, varies, answer } = parsed.data;
  const operation = text.slice(comment.length).trim();
  return { name, title, about: about.join(' ').trim(), as, operation, variables, varies, answer };
}
