import fc from 'fast-check';
import type { Credential } from '../../../src/catalog/domain/catalog.js';
import {
  expiriesToRemind,
  isReplaced,
  lastReminder,
  REMINDER_DAYS,
  reminderDue,
  reminderEndsOn,
} from '../../../src/renewals/domain/renewal-reminder.js';
import { renewalWindow } from '../../../src/renewals/domain/renewal-window.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { addDays, type Day } from '../../../src/values/domain/day.js';

const { catalog } = loadRules();
const yearly = catalog.get('AZ-ADMIN') as Credential;
const retired = catalog.get('AZ-DS') as Credential;
const lasting = catalog.get('M365-FUND') as Credential;
const day = (text: string) => text as Day;
const EXPIRY = day('2027-06-30');

describe('renewalWindow', () => {
  it.each<[string, Credential, string, object | null]>([
    ['is the 180 days before the expiry', yearly, '2027-06-30', { opensOn: '2027-01-01', closesOn: '2027-06-30' }],
    ['closes with a retirement within it', retired, '2026-08-01', { opensOn: '2026-02-02', closesOn: '2026-06-01' }],
    [
      'opens on the last day before a retirement',
      retired,
      '2026-11-28',
      { opensOn: '2026-06-01', closesOn: '2026-06-01' },
    ],
    ['does not open after a retirement', retired, '2026-12-01', null],
    ['does not exist for a credential without a validity', lasting, '2027-06-30', null],
  ])('%s', (_, credential, expiresOn, expected) => {
    expect(renewalWindow(credential, day(expiresOn))).toEqual(expected);
  });
});

describe('lastReminder (R37)', () => {
  it.each<[string, number | null]>([
    ['2026-12-31', null],
    ['2027-01-01', 180],
    ['2027-03-31', 180],
    ['2027-04-01', 90],
    ['2027-04-30', 90],
    ['2027-05-01', 60],
    ['2027-05-30', 60],
    ['2027-05-31', 30],
    ['2027-06-30', 30],
    ['2027-07-01', null],
  ])('of an expiry on 2027-06-30 is, on %s, that of %s days before', (today, expected) => {
    expect(lastReminder(yearly, EXPIRY, day(today))).toBe(expected);
  });

  it('begins 90 days before the expiry where nothing can be renewed', () => {
    expect(lastReminder(retired, EXPIRY, day('2027-03-31'))).toBeNull();
    expect(lastReminder(retired, EXPIRY, day('2027-04-01'))).toBe(90);
  });

  it('is none for an exam', () => {
    expect(lastReminder({ ...yearly, kind: 'EXAM' }, EXPIRY, day('2027-06-01'))).toBeNull();
  });
});

describe('reminderDue (R37)', () => {
  const due = (after: string, today: string) => reminderDue(yearly, EXPIRY, { after: day(after), today: day(today) });

  it('is due on its day alone when every day is decided', () => {
    expect(due('2027-05-30', '2027-05-31')).toBe(30);
    expect(due('2027-05-31', '2027-06-01')).toBeNull();
  });

  it('is caught up after missed days, the last one alone', () => {
    expect(due('2027-03-01', '2027-06-15')).toBe(30);
    expect(due('2027-03-01', '2027-07-01')).toBeNull();
  });

  it('is due once, whatever the days on which decisions were made', () => {
    const expiry = fc.integer({ min: 0, max: 400 }).map((days) => addDays(day('2026-06-01'), days));
    const pauses = fc.array(fc.integer({ min: 1, max: 45 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.constantFrom(yearly, retired, lasting), expiry, pauses, (credential, expiresOn, gaps) => {
        let after = day('2026-06-01');
        const sent = gaps.flatMap((gap) => {
          const span = { after, today: addDays(after, gap) };
          after = span.today;
          const days = reminderDue(credential, expiresOn, span);
          return days === null ? [] : [{ days, today: span.today, gap }];
        });
        expect(new Set(sent.map(({ days }) => days)).size).toBe(sent.length);
        for (const { days, today, gap } of sent) {
          const own = addDays(expiresOn, -days);
          expect([own <= today, own > addDays(today, -gap), today <= expiresOn]).toEqual([true, true, true]);
        }
      }),
    );
  });

  it('is due for exactly the expiries that the search looks at', () => {
    const after = day('2026-12-01');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.integer({ min: -10, max: 320 }), (gap, distance) => {
        const span = { after, today: addDays(after, gap) };
        const expiresOn = addDays(after, distance);
        const days = reminderDue(yearly, expiresOn, span);
        const searched = REMINDER_DAYS.filter((one) => {
          const range = expiriesToRemind(one, span);
          return range !== null && range.from <= expiresOn && expiresOn <= range.to;
        });
        expect(searched.at(-1) ?? null).toBe(days);
      }),
    );
  });
});

describe('reminderEndsOn', () => {
  it.each([
    [180, '2027-04-01'],
    [90, '2027-05-01'],
    [60, '2027-05-31'],
    [30, '2027-07-01'],
  ] as const)('that of %s days before says nothing new from %s on', (days, expected) => {
    expect(reminderEndsOn(EXPIRY, days)).toBe(expected);
  });
});

describe('isReplaced', () => {
  it.each<[string, Credential, string[], boolean]>([
    ['a successor of a retired credential is held', retired, ['MLOPS'], true],
    ['no successor is held', retired, ['AZ-ADMIN'], false],
    ['it can be renewed', yearly, ['AZ-ADMIN'], false],
  ])('%s', (_, credential, held, expected) => {
    expect(isReplaced(credential, EXPIRY, new Set(held))).toBe(expected);
  });
});
