import { readFileSync } from 'node:fs';
import { COMMANDS } from '../../src/commands/commands.js';
import { commandTable } from './command-table.js';

describe('docs/operator-cli.md', () => {
  it('lists every command with its arguments and options, in the words of its help', () => {
    const text = readFileSync(new URL('../../../docs/operator-cli.md', import.meta.url), 'utf8');
    const listed = text.split('\n').filter((line) => line.startsWith('| `'));
    expect(listed).toEqual(commandTable(COMMANDS));
  });
});
