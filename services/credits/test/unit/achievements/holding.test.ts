import { firstExpiry, reasonNotCounting } from '../../../src/achievements/domain/holding.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { type Day, parseDay } from '../../../src/values/domain/day.js';
import { expiryOf } from '../../support/expiry.js';
import { vectorsOf } from '../../support/vectors.js';

const { catalog } = loadRules();
const day = (text: string) => parseDay(text) as Day;
const credential = (code: string) => {
  const found = catalog.get(code);
  if (!found) throw new Error(`There is no ${code}.`);
  return found;
};

describe('holding', () => {
  it.each(vectorsOf('item'))('$id: $title', ({ holding, on, expect: expected }) => {
    const item = credential(holding.cert);
    const earnedOn = day(holding.earnedOn);
    const renewedOn = (holding.renewedOn ?? []).map(day);
    const expiresOn = expiryOf(item, {
      earnedOn,
      renewedOn,
      statedExpiry: holding.expiresOn ? day(holding.expiresOn) : null,
    });
    expect({ expiresOn, reason: reasonNotCounting(item, { earnedOn, expiresOn }, day(on)) }).toMatchObject(expected);
  });

  it('gives an achievement of 29 February until 28 February', () => {
    expect(firstExpiry(credential('AZ-ADMIN'), day('2024-02-29'))).toBe('2025-02-28');
  });

  it('applies renewals in the order of their days', () => {
    const renewedOn = [day('2027-05-01'), day('2026-06-01')];
    expect(expiryOf(credential('AZ-ADMIN'), { earnedOn: day('2025-09-14'), renewedOn })).toBe('2028-09-14');
  });

  it.each([
    ['AZ-ADMIN', '2026-08-02', null, '2026-08-01', 'NOT_YET_EARNED'],
    ['AZ-DS', '2026-06-02', null, '2026-08-01', 'EARNED_AFTER_RETIREMENT'],
    ['AZ-DS', '2026-06-01', null, '2026-08-01', null],
    ['AZ-DS', '2026-06-01', null, '2027-06-01', null],
    ['AZ-DS', '2026-06-01', null, '2027-06-02', 'RETIRED_TAIL_OVER'],
    ['AZ-DS', '2026-06-01', '2027-05-31', '2027-06-02', 'EXPIRED'],
  ])('decides that %s, earned on %s with expiry %s, is on %s: %s', (code, earnedOn, expiresOn, on, reason) => {
    const held = { earnedOn: day(earnedOn), expiresOn: expiresOn === null ? null : day(expiresOn) };
    expect(reasonNotCounting(credential(code), held, day(on))).toBe(reason);
  });
});
