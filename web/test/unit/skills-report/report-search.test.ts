import {
  daysAfter,
  filterOf,
  isFiltered,
  monthBefore,
  monthOf,
  readReportSearch,
} from '../../../src/pages/skills-report/report-search.ts';

describe('the address of a report', () => {
  it('has each filter, the order and the page', () => {
    const search = { q: 'azure', relevantTo: 'infrastructure', leaving: 'true', expiresBefore: '2027-02-09' };
    expect(readReportSearch({ ...search, order: 'EXPIRES_ON_ASC', after: 'c' })).toMatchObject({
      ...search,
      order: 'EXPIRES_ON_ASC',
      after: 'c',
    });
  });

  it('takes an unknown order and any other answer than true as missing', () => {
    expect(readReportSearch({ order: 'SIZE_ASC', leaving: 'yes' })).toMatchObject({ order: undefined });
    expect(isFiltered(readReportSearch({ leaving: 'yes', order: 'PERSON_ASC', after: 'c' }))).toBe(false);
  });

  it('becomes a filter of the API that leaves out what the address leaves out', () => {
    expect(filterOf({})).toEqual({});
    expect(filterOf(readReportSearch({ q: 'a', relevantTo: 'security', leaving: 'true' }))).toEqual({
      search: 'a',
      relevantTo: 'security',
      leaving: true,
    });
  });

  it.each(['2026-13', '2026-1', '', '2026-11-10', 'newest'])('ends with a month, not with %j', (text) => {
    expect(() => monthOf(text)).toThrow('such as 2026-11');
  });
});

describe('months and days', () => {
  it.each([
    ['2026-11', '2026-10'],
    ['2027-01', '2026-12'],
    ['2026-03', '2026-02'],
  ])('the month before %s is %s', (month, before) => {
    expect(monthBefore(month)).toBe(before);
  });

  it('91 days after the refresh, a certification that expires within 90 days has expired', () => {
    expect(daysAfter('2026-11-10', 91)).toBe('2027-02-09');
  });
});
