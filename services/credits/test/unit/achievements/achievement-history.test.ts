import {
  composeAchievements,
  composeAchievementsAsOf,
  type Report,
} from '../../../src/achievements/domain/achievement-history.js';
import type { Credential } from '../../../src/catalog/domain/catalog.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';

const { catalog } = loadRules();
const yearly = catalog.get('AZ-ADMIN') as Credential;
const lasting = catalog.get('M365-FUND') as Credential;

describe('composeAchievements', () => {
  it('extends from the expiry day inside the renewal window, in any order of arrival', () => {
    const reports = [report('2026-04-01'), report('2025-09-14')];
    expect(summary(yearly, reports)).toEqual([['2025-09-14', '2027-09-14', 2]]);
  });

  it('changes nothing before the window, and begins a new achievement after the expiry', () => {
    expect(summary(yearly, [report('2025-01-10'), report('2025-02-01')])).toEqual([['2025-01-10', '2026-01-10', 2]]);
    expect(summary(yearly, [report('2025-01-10'), report('2026-01-11')])).toEqual([
      ['2025-01-10', '2026-01-10', 1],
      ['2026-01-11', '2027-01-11', 1],
    ]);
  });

  it('accepts a renewal on the expiry day itself and 180 days before it, not 181', () => {
    expect(summary(yearly, [report('2025-01-10'), report('2026-01-10')])).toEqual([['2025-01-10', '2027-01-10', 2]]);
    expect(summary(yearly, [report('2025-01-10'), report('2025-07-14')])).toEqual([['2025-01-10', '2027-01-10', 2]]);
    expect(summary(yearly, [report('2025-01-10'), report('2025-07-13')])).toEqual([['2025-01-10', '2026-01-10', 2]]);
  });

  it('ignores a renewal after retirement', () => {
    const retired = catalog.get('AZ-DS') as Credential;
    expect(summary(retired, [report('2025-08-01'), report('2026-06-02')])).toEqual([['2025-08-01', '2026-08-01', 2]]);
  });

  it('composes one achievement of a credential that never expires', () => {
    expect(summary(lasting, [report('2020-01-01'), report('2024-01-01')])).toEqual([['2020-01-01', null, 2]]);
  });

  it('prefers the expiry that the source states', () => {
    const stated = { ...report('2025-01-10'), statedExpiry: '2025-06-30' as never };
    expect(summary(yearly, [stated])).toEqual([['2025-01-10', '2025-06-30', 1]]);
  });

  it('merges two achievements that a late report connects, and keeps the older identity', () => {
    const first = { ...report('2024-01-10'), achievementId: 'one' };
    const last = { ...report('2026-01-05'), achievementId: 'two' };
    const achieved = composeAchievements(yearly, [last, report('2024-12-01'), first]);
    expect(achieved.map(({ achievementId, expiresOn }) => [achievementId, expiresOn])).toEqual([['one', '2027-01-10']]);
  });

  it('shows a revoked achievement as revoked, and drops a revoked renewal', () => {
    const revokedAt = new Date('2025-05-01T00:00:00Z');
    const gone = { ...report('2025-01-10'), achievementId: 'one', revokedAt };
    expect(composeAchievements(yearly, [gone]).map(({ achievementId, revokedAt: at }) => [achievementId, at])).toEqual([
      ['one', revokedAt],
    ]);
    const renewal = { ...report('2025-12-01'), achievementId: 'two', revokedAt };
    const kept = { ...report('2025-01-10'), achievementId: 'two' };
    expect(summary(yearly, [kept, renewal])).toEqual([['2025-01-10', '2026-01-10', 1]]);
  });

  it('composes an earlier state without later achievements and revocations', () => {
    const revokedAt = new Date('2026-02-01T00:00:00Z');
    const reports = [{ ...report('2025-01-10'), revokedAt }, report('2025-12-01')];
    const asOf = (instant: string) =>
      composeAchievementsAsOf(yearly, reports, new Date(instant)).map(({ expiresOn, revokedAt: at }) => [
        expiresOn,
        at,
      ]);
    expect(asOf('2025-06-01T00:00:00Z')).toEqual([['2026-01-10', null]]);
    expect(asOf('2026-01-31T00:00:00Z')).toEqual([['2027-01-10', null]]);
    expect(asOf('2026-02-02T00:00:00Z')).toEqual([['2026-12-01', null]]);
  });

  let number = 0;
  function report(day: string): Report {
    number += 1;
    const achievedAt = new Date(`${day}T10:00:00Z`);
    return {
      id: `r${String(number).padStart(4, '0')}`,
      achievementId: null,
      achievedAt,
      statedExpiry: null,
      recordedAt: achievedAt,
      revokedAt: null,
    };
  }

  function summary(credential: Credential, reports: Report[]): unknown[] {
    return composeAchievements(credential, reports).map(({ achievedAt, expiresOn, reports: { length } }) => [
      achievedAt.toISOString().slice(0, 10),
      expiresOn,
      length,
    ]);
  }
});
