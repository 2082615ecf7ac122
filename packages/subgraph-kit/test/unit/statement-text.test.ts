import { statementText } from '../../src/tracing/trace-statements.js';

describe('statementText', () => {
  it.each([
    ["SELECT * FROM person WHERE name = 'O''Hara' AND age = $1", 'SELECT * FROM person WHERE name = ? AND age = $1'],
    ["SELECT E'it\\'s Hara', 'Hara\\'", 'SELECT ?, ?'],
    ["SELECT 1 -- don't\n, 'Hara' /* it's */ AS x", 'SELECT 1 , ? AS x'],
    ['DO $$ Hara $$; SELECT $body$ Hara $body$, $1, $2', 'DO ?; SELECT ?, $1, $2'],
  ])('leaves no literal in %s', (text, clean) => {
    expect(statementText(text)).toBe(clean);
  });

  it('is cut after 2,000 characters', () => {
    expect(statementText(`SELECT ${'a, '.repeat(5_000)}`)).toHaveLength(2_000);
  });
});
