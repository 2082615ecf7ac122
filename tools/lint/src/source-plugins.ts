import type { TxtDocumentNode, TxtParentNode } from '@textlint/ast-node-types';
import type { TextlintPluginCreator, TextlintPluginProcessor } from '@textlint/types';
import { Lexer, Source, TokenKind } from 'graphql';
import { parseSync, Visitor } from 'oxc-parser';

type Range = [start: number, end: number];

const MARKUP = /\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WHERE|FROM|JOIN|CREATE|ALTER)\b|[{}<>;]|=>/;

/** Comments and every string of at least three words: test titles, messages and descriptions. */
function proseOfTypeScript(text: string, filePath: string | undefined): Range[] {
  const { comments, program } = parseSync(filePath ?? 'file.ts', text);
  const ranges = comments.map(({ start, end }): Range => [start, end]);
  const addProse = ({ start, end }: { start: number; end: number }) => {
    const value = text.slice(start, end);
    if (/\w+ \w+ \w+/.test(value) && !MARKUP.test(value.replace(/^`|[`{]$|^[}]|\$[{]/g, ''))) ranges.push([start, end]);
  };
  new Visitor({
    Literal: (node) => {
      if (typeof node.value === 'string') addProse(node);
    },
    TemplateElement: addProse,
  }).visit(program);
  return ranges;
}

/** Descriptions and comments of a schema. */
function proseOfGraphql(text: string): Range[] {
  const lexer = new Lexer(new Source(text));
  const ranges: Range[] = [];
  for (let token = lexer.lookahead(); token.kind !== TokenKind.EOF; token = lexer.lookahead()) {
    lexer.advance();
    if (token.kind === TokenKind.BLOCK_STRING || token.kind === TokenKind.STRING || token.kind === TokenKind.COMMENT)
      ranges.push([token.start, token.end]);
  }
  return ranges;
}

/** Comments and quoted text of SQL. */
function proseOfSql(text: string): Range[] {
  return [...text.matchAll(/--.*|'(?:[^']|'')* (?:[^']|'')*'/g)].map(({ 0: found, index }) => [
    index,
    index + found.length,
  ]);
}

export const typescript = plugin(['.ts', '.tsx', '.js', '.mjs', '.cjs'], proseOfTypeScript);
export const graphql = plugin(['.graphql'], proseOfGraphql);
export const sql = plugin(['.sql'], proseOfSql);
/** Files of data have no prose of ours, except for words that are retired in code too. */
export const data = plugin(['.json', '.yaml', '.yml', '.sh'], () => []);

type FindProse = (text: string, filePath: string | undefined) => Range[];

/** A textlint plugin for files that hold prose at the given ranges. */
function plugin(extensions: string[], findProse: FindProse): TextlintPluginCreator {
  return {
    Processor: class implements TextlintPluginProcessor {
      availableExtensions() {
        return extensions;
      }
      processor() {
        return {
          preProcess: (text: string, filePath?: string) => documentOf(text, findProse(text, filePath)),
          postProcess: (messages: [], filePath?: string) => ({ messages, filePath: filePath ?? '' }),
        };
      }
    },
  };
}

function documentOf(text: string, ranges: Range[]): TxtDocumentNode {
  const lineStarts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) lineStarts.push(end + 1);
  const position = (offset: number) => {
    const line = lineStarts.findLastIndex((start) => start <= offset);
    return { line: line + 1, column: offset - (lineStarts[line] ?? 0) };
  };
  const place = (start: number, end: number) => ({
    raw: text.slice(start, end),
    range: [start, end] as const,
    loc: { start: position(start), end: position(end) },
  });
  const children = ranges
    .toSorted(([a], [b]) => a - b)
    .map(([start, end]) => ({
      type: 'Paragraph',
      ...place(start, end),
      children: [{ type: 'Str', value: text.slice(start, end), ...place(start, end) }],
    }));
  return { type: 'Document', ...place(0, text.length), children } as unknown as TxtDocumentNode & TxtParentNode;
}
