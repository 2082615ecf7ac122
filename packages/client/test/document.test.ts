import { mutationOf, TypedDocumentString } from '@skill-link/client/document';

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

  it('takes the root field of a trusted document from its description', () => {
    expect(mutationOf({ documentId: 'sha256:a', mutation: 'inviteUser' })).toBe('inviteUser');
    expect(mutationOf({ documentId: 'sha256:a' })).toBeUndefined();
  });
});
