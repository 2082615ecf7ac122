import { objectOf } from '../../src/graphql/object-of.js';

class Book {
  id!: string;
  title!: string;
  subtitle!: string | null;
  status!: 'LENT' | 'AT_HOME';
  note?: string;

  get shortTitle(): string {
    return this.title.slice(0, 2);
  }

  isLent(): boolean {
    return this.status === 'LENT';
  }
}

const fields = { id: '1', title: 'On types', subtitle: null, status: 'LENT' as const };

describe('objectOf', () => {
  it('returns an instance of the class with the given fields', () => {
    const book = objectOf(Book, { id: '1', title: 'On types', subtitle: null, status: 'LENT' });
    expect(book).toBeInstanceOf(Book);
    expect(Object.entries(book)).toEqual(Object.entries(fields));
    expect(book.isLent()).toBe(true);
  });

  it('accepts optional fields, which may be omitted', () => {
    expect(objectOf(Book, { ...fields, note: 'torn' }).note).toBe('torn');
  });

  it('does not compile with a field missing, unknown or of another type', () => {
    const { title: _, ...withoutTitle } = fields;
    const withVersion = { ...fields, version: 1 };
    // @ts-expect-error title is missing
    objectOf(Book, { ...withoutTitle });
    // @ts-expect-error Book has no version
    objectOf(Book, { ...fields, version: 1 });
    // @ts-expect-error nor does it take one that is spread
    objectOf(Book, { ...withVersion });
    // @ts-expect-error nor one of a variable
    objectOf(Book, withVersion);
    // @ts-expect-error an id is text
    objectOf(Book, { ...fields, id: 1 });
    // @ts-expect-error a status is one of two
    objectOf(Book, { ...fields, status: 'LOST' });
    // @ts-expect-error null is not left out
    objectOf(Book, { id: '1', title: 'On types', status: 'LENT' });
    // @ts-expect-error a method is not a field
    objectOf(Book, { ...fields, isLent: () => true });
    // @ts-expect-error nor is a getter
    expect(() => objectOf(Book, { ...fields, shortTitle: 'On' })).toThrow(TypeError);
  });
});
