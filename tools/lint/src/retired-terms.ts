import { readFileSync } from 'node:fs';
import type { TxtNode } from '@textlint/ast-node-types';
import type { TextlintRuleModule } from '@textlint/types';
import { parse } from 'yaml';

type Term = { say: string; instead_of: string[]; in_code?: boolean; except?: { pattern: string; reason: string }[] };
type Path = { path: string; reason: string };
type Prose = { terms: Term[]; skip: Path[]; names: Path[] };

export const prose = parse(readFileSync(new URL('../prose.yml', import.meta.url), 'utf8')) as Prose;

const words = (patterns: string[]) => new RegExp(`\\b(?:${patterns.join('|').replaceAll(' ', '\\s+')})\\b`, 'gi');
const terms = prose.terms.map(({ say, instead_of, in_code = false, except = [] }) => ({
  say,
  inCode: in_code,
  retired: words(instead_of),
  exception: except.length === 0 ? undefined : words(except.map(({ pattern }) => pattern)),
}));

/** Blanks code in backticks and the stars of a comment; the length stays, so that positions do. */
function plain(text: string): string {
  return text.replace(/`[^`]*`|^\s*\*|https?:\S+/gm, (code) => code.replace(/\S/g, ' '));
}

function* retiredIn(text: string, inCode: boolean): Generator<{ index: number; end: number; message: string }> {
  for (const { say, retired, exception } of terms.filter((term) => term.inCode === inCode)) {
    if (text.search(retired) === -1) continue;
    const checked = exception === undefined ? text : text.replace(exception, (words) => ' '.repeat(words.length));
    for (const { 0: found, index } of checked.matchAll(retired))
      yield { index, end: index + found.length, message: `"${found.replace(/\s+/g, ' ')}" is retired. Say: ${say}.` };
  }
}

/** A textlint rule: reports retired terms of prose.yml. */
export const retiredTerms: TextlintRuleModule = ({ Syntax, RuleError, report, getSource, locator }) => {
  const check = (node: TxtNode, text: string, inCode: boolean) => {
    for (const { index, end, message } of retiredIn(text, inCode))
      report(node, new RuleError(message, { padding: locator.range([index, end]) }));
  };
  return {
    [Syntax.Document]: (node) => check(node, getSource(node), true),
    [Syntax.Str]: (node) => check(node, plain(getSource(node)), false),
  };
};
