import { Catalog, type Credential } from '../../../src/catalog/domain/catalog.js';

const credential = (code: string, title: string, examCodes: string[], aliases: string[] = []): Credential => ({
  code,
  title,
  aliases,
  examCodes,
  kind: 'CERTIFICATION',
  level: 'ASSOCIATE',
  source: 'MICROSOFT_LEARN',
  validity: [],
  retirement: null,
  supersededBy: [],
  prerequisites: [],
  examSets: [],
});
const catalog = new Catalog([
  credential('ADMIN', 'Administrator', ['X-1']),
  credential('HYBRID', 'Hybrid Administrator', ['X-2', 'X-3']),
  credential('ANALYST', 'Analyst', ['X-3'], ['Former Name']),
]);

it('finds a credential by its key and by an exam code that identifies exactly one', () => {
  expect(catalog.find('ADMIN')?.code).toBe('ADMIN');
  expect(catalog.find('X-2')?.code).toBe('HYBRID');
  expect(catalog.find('X-3')).toBeUndefined();
  expect(catalog.find('x-2')).toBeUndefined();
});

it('searches codes, titles, former names and exam codes, ignoring case', () => {
  const codes = (text: string) => catalog.search(text).map(({ code }) => code);
  expect(codes('administrator')).toEqual(['ADMIN', 'HYBRID']);
  expect(codes('former')).toEqual(['ANALYST']);
  expect(codes('x-3')).toEqual(['HYBRID', 'ANALYST']);
});
