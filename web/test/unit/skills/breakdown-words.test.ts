import { placesOf, placesSentence } from '../../../src/pages/skills/breakdown/breakdown-words.ts';

const group = (department: string | null, country: string | null, people: number, credentials: number) => ({
  ...{ department, country, people, credentials },
});
const NOTHING = { groups: 0, people: 0, credentials: 0 };

describe('the places of work', () => {
  it('have the name of the department or country, and what is not listed as the last one', () => {
    const groups = [group('Cloud', null, 12, 30), group(null, 'Norway', 5, 6), group(null, null, 1, 1)];
    expect(placesOf({ groups, others: { groups: 2, people: 3, credentials: 4 } })).toEqual([
      { key: 'place Cloud', name: 'Cloud', people: 12, credits: 30 },
      { key: 'place Norway', name: 'Norway', people: 5, credits: 6 },
      { key: 'unknown', name: 'Unknown', people: 1, credits: 1 },
      { key: 'others', name: '2 others together', people: 3, credits: 4 },
    ]);
  });

  it('are summed up by the largest one, or said to be none', () => {
    expect(placesSentence(placesOf({ groups: [group('Cloud', null, 1, 2)], others: NOTHING }))).toMatch(
      /^Cloud: 1 person with 2 credits\./,
    );
    expect(placesSentence(placesOf({ groups: [], others: NOTHING }))).toBe('No person has a credit yet.');
  });
});
