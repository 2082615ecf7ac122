import { buildSchema, Source } from 'graphql';
import { readDocuments } from '../../tools/read-documents.ts';

const API = buildSchema('type Query { viewer: User } type User { id: ID! displayName: String! }');
const FRAGMENT = new Source('fragment Name on User { displayName }', 'web/src/pages/one/one.graphql');

describe('the documents of the pages', () => {
  it('use the fragments of other files', () => {
    const page = new Source('query Page { viewer { id ...Name } }', 'web/src/pages/two/two.graphql');
    const { documents, mistakes } = readDocuments([FRAGMENT, page], API);
    expect(documents.map(({ location }) => location)).toEqual([FRAGMENT.name, page.name]);
    expect(mistakes).toEqual([]);
  });

  it.each([
    ['a field that the API does not have', 'query Page {\n  viewer { named }\n}', /named/, '2:12'],
    ['a brace that is not closed', 'query Page {\n  viewer { id ', /Expected Name/, '2:15'],
    [
      'a fragment that another file has',
      'fragment Name on User { id }\nquery Page { viewer { ...Name } }',
      /only one/,
      '1:10',
    ],
  ])('name file and line of %s', (_, text, message, place) => {
    const page = new Source(text, 'web/src/pages/two/two.graphql');
    const [mistake] = readDocuments([FRAGMENT, page], API).mistakes;
    expect(mistake).toMatch(message);
    expect(mistake).toContain(`web/src/pages/two/two.graphql:${place}`);
  });
});
