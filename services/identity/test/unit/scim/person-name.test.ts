import { nameParts } from '../../../src/scim/domain/person-name.js';

describe('nameParts', () => {
  it.each([
    ['Grace Hopper', null, null, 'Grace', 'Hopper'],
    ['Grace Brewster Hopper', null, null, 'Grace Brewster', 'Hopper'],
    ['Hopper, Grace', null, null, 'Grace', 'Hopper'],
    ['Hopper,', null, null, 'Hopper,', 'Hopper,'],
    ['Madonna', null, null, 'Madonna', 'Madonna'],
    ['grace.hopper@contoso.example', null, null, 'grace', 'hopper'],
    ['ada@contoso.example', null, null, 'ada', 'ada'],
    ['Grace Hopper', 'Amazing', null, 'Amazing', 'Hopper'],
    ['Grace Hopper', null, 'Murray', 'Grace', 'Murray'],
    ['…', 'G', 'H', 'G', 'H'],
  ])('of %s, known as %s and %s, are %s and %s', (shown, givenName, familyName, given, family) => {
    expect(nameParts(shown, { givenName, familyName })).toEqual({ givenName: given, familyName: family });
  });
});
