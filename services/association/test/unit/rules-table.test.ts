import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const SERVICE = new URL('../../', import.meta.url);
const MAPPED = [...span(1, 15), 20, ...span(23, 32), 34, 38].map((number) => `R${number}`);

type Row = { rule: string; file: string; name: string };

const rows = readFileSync(new URL('README.md', SERVICE), 'utf8')
  .split('\n')
  .flatMap((line): Row[] => {
    const [, rule, , file, name] = line.split('|').map((cell) => cell.trim());
    return rule && file && name && /^(R\d+|all)$/.test(rule) ? [{ rule, file: file.replaceAll('`', ''), name }] : [];
  });

test('the table of the README has every rule of linking, and no other', () => {
  const named = new Set(rows.map((row) => row.rule).filter((rule) => rule !== 'all'));
  expect([...named]).toEqual(MAPPED);
});

test.each(rows)('$rule: "$name" is a test of $file', ({ file, name }) => {
  const text = readFileSync(new URL(file, SERVICE), 'utf8');
  const quoted = [`'${name}'`, `\`${name}\``, `"${name}"`];
  expect(quoted.some((one) => text.includes(one))).toBe(true);
});

function span(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
