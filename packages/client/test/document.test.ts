import { mutationOf, operationOf, TypedDocumentString } from '@skill-link/client/document';

describe('mutationOf', () => {
  it.each([
    ['query Q { viewer { id } }', undefined],
    ['{ viewer { id } }', undefined],
    ['mutation M($i: I!) { inviteUser(input: $i) { __typename } }', 'inviteUser'],
    ['  mutation { again: inviteUser(input: {}) { __typename } }', 'inviteUser'],
    ['fragment F on User { id } mutation { inviteUser { user { ...F } } }', 'unknown'],
    ['query Q { mutation: viewer { id } }', 'unknown'],
  ])('reads the root field of a mutation: %s', (text, field) => {
    expect(mutationOf(new TypedDocumentString(text))).toBe(field);
  });

  it('reads a bare text as well', () => {
    expect(mutationOf('mutation M($i: I!) { inviteUser(input: $i) { __typename } }')).toBe('inviteUser');
    expect(mutationOf('{ viewer { id } }')).toBeUndefined();
  });

  it('takes the root field of a trusted document from its description', () => {
    expect(mutationOf({ documentId: 'sha256:a', mutation: 'inviteUser' })).toBe('inviteUser');
    expect(mutationOf({ documentId: 'sha256:a' })).toBeUndefined();
  });
});

describe('operationOf', () => {
  it.each([
    ['a typed text', new TypedDocumentString('{ viewer { id } }'), { query: '{ viewer { id } }' }],
    ['a bare text', '{ viewer { id } }', { query: '{ viewer { id } }' }],
    ['a trusted document', { documentId: 'sha256:a' }, { documentId: 'sha256:a' }],
  ])('names %s in the request', (_, document, operation) => {
    expect(operationOf(document)).toEqual(operation);
  });
});
