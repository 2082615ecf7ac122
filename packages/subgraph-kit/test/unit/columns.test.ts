import { columns, instant, nullable, type RowOf, text, uuid } from '../../src/database/columns.js';

const MEMBER = columns({ userId: uuid(), name: nullable(text()), leftAt: instant() });

describe('RowOf', () => {
  it('has the type of each column', () => {
    const row: RowOf<typeof MEMBER> = { userId: 'u', name: null, leftAt: new Date(0) };
    // @ts-expect-error a uuid is text
    const number: RowOf<typeof MEMBER> = { ...row, userId: 1 };
    // @ts-expect-error only a nullable column has nulls
    const missing: RowOf<typeof MEMBER> = { ...row, leftAt: null };
    expect(Object.keys({ ...row, ...number, ...missing })).toEqual(Object.keys(MEMBER.fields));
  });
});
