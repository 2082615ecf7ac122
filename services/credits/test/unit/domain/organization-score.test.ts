import { fractionText } from '../../../src/domain/fraction.js';
import {
  contributionsOf,
  type LinkedReport,
  reasonsOf,
  scoreOrganization,
} from '../../../src/domain/organization-score.js';
import { loadRules } from '../../../src/rules/load-rules.js';

const { catalogue, ruleSets } = loadRules();
const counts = { state: 'COUNTED', reason: null } as const;

function report(personRef: string, credentialCode: string, achievedOn: string): LinkedReport {
  const id = `${personRef}/${credentialCode}/${achievedOn}`;
  const achievedAt = new Date(`${achievedOn}T09:00:00Z`);
  const told = { achievedAt, statedExpiry: null, recordedAt: achievedAt, revokedAt: null };
  return { id, achievementId: id, profileId: personRef, personRef, credentialCode, ...told };
}

function score(reports: LinkedReport[], asOf = '2026-08-01T12:00:00Z') {
  return scoreOrganization({ ruleSets, catalogue, reports, figures: [], asOf: new Date(asOf) });
}

it('counts a person once who has two profiles', () => {
  const two = [report('ada', 'PBI-DA', '2026-05-01'), { ...report('ada', 'PP-DEV', '2026-05-02'), profileId: 'other' }];
  const biz = score(two).designations.find(({ area }) => area.id === 'business-applications');
  expect(fractionText(biz?.skillingPoints as never)).toBe('4');
});

it('scores what is held at the instant: nothing achieved later, nothing expired on the day', () => {
  const reports = [report('ada', 'PBI-DA', '2025-08-10')];
  const points = (asOf: string) => fractionText(score(reports, asOf).designations[3]?.skillingPoints as never);
  expect(points('2025-08-10T08:59:59Z')).toBe('0');
  expect(points('2025-08-10T09:00:00Z')).toBe('4');
  expect(points('2026-08-10T23:59:59.999Z')).toBe('4');
  expect(points('2026-08-11T00:00:00Z')).toBe('0');
});

it('has nothing to say before the first rule set', () => {
  expect(score([], '2023-09-30T23:59:59.999Z')).toEqual({
    designations: [],
    contributions: new Map(),
    holdings: new Map(),
  });
});

it('lists the requirements that name a credit which does not count, each with the reason', () => {
  const credit = { achievementId: 'gone', credentialCode: 'AZ-ADMIN' };
  const parts = contributionsOf(score([]), credit, { state: 'DROPPED', reason: 'MOVED_AWAY' });
  expect(parts.map(({ designation, reason }) => [designation, reason])).toEqual([
    ['data-ai', 'MOVED_AWAY'],
    ['infrastructure', 'MOVED_AWAY'],
    ['digital-app-innovation', 'MOVED_AWAY'],
  ]);
});

it('gives no reason as soon as a credit adds points somewhere, and every reason once when it adds none', () => {
  const ada = report('ada', 'AZ-DBA', '2026-05-01');
  const closed = score([ada]);
  const reasons = (from: typeof closed) =>
    reasonsOf(counts, contributionsOf(from, { achievementId: ada.id, credentialCode: 'AZ-DBA' }, counts));
  expect(reasons(closed)).toEqual(['STEP_NOT_REACHED']);
  const gates = ['boris', 'clara'].flatMap((name) => [
    report(name, 'AZ-ADMIN', '2026-05-01'),
    report(name, 'AZ-ARCH', '2026-05-01'),
  ]);
  expect(reasons(score([ada, ...gates]))).toEqual([]);
});
