import { readRosterFilter, rosterVariables } from '../../../src/pages/people/roster/roster-filter.ts';

describe('the filter of the roster', () => {
  it.each([
    [
      'without a filter asks for the whole roster by name',
      {},
      { states: null, deleted: false, search: null, orderBy: 'NAME_ASC', after: null },
    ],
    [
      'asks for a state and a text',
      { state: 'NOT_LINKED', q: 'lea' },
      { states: ['NOT_LINKED'], deleted: false, search: 'lea' },
    ],
    [
      'asks for leavers in the order in which they leave',
      { state: 'LEAVING' },
      { states: ['LEAVING'], orderBy: 'LEAVES_REPORT_AT_ASC' },
    ],
    [
      'lets the user sort leavers by name',
      { state: 'LEAVING', order: 'NAME_DESC' },
      { states: ['LEAVING'], orderBy: 'NAME_DESC' },
    ],
    [
      'asks for deleted users, who are not on the roster',
      { state: 'DELETED', after: 'x' },
      { states: null, deleted: true, after: 'x' },
    ],
    [
      'takes unknown values as missing',
      { state: 'GONE', order: 'NAME' },
      { states: null, deleted: false, orderBy: 'NAME_ASC' },
    ],
  ])('%s', (_, search, variables) => {
    expect(rosterVariables(readRosterFilter(search))).toMatchObject(variables);
  });
});
