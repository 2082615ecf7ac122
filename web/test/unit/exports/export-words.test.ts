import { contentOf, stateOf } from '../../../src/pages/exports/export-words.ts';
import { seesPeopleIn } from '../../../src/pages/exports/personal-data.ts';

describe('an export', () => {
  it.each([
    ['QUEUED', null, 100, 'Waiting'],
    ['RUNNING', 0, 100, 'Running, 0 %'],
    ['RUNNING', 409, 1_000, 'Running, 40 %'],
    ['RUNNING', 120, 100, 'Running, 99 %'],
    ['RUNNING', 5, null, 'Running'],
    ['RUNNING', 5, 0, 'Running'],
    ['READY', 100, 100, 'Ready'],
    ['EXPIRED', null, null, 'Removed'],
  ] as const)('that is %s with %s of %s rows is “%s”', (state, rowsWritten, rowsExpected, text) => {
    expect(stateOf({ state, rowsWritten, rowsExpected }).text).toBe(text);
  });

  it('in a state that is newer than the application has the bare value', () => {
    const newer = { state: 'ARCHIVED' as '%future added value', rowsWritten: null, rowsExpected: null };
    expect(stateOf(newer)).toEqual({ tone: 'quiet', text: 'ARCHIVED' });
  });

  it('is named by its data, a Skills Report with its month', () => {
    expect(contentOf({ dataset: 'SKILLS_REPORT', month: '2026-11' })).toBe('Skills Report November 2026');
    expect(contentOf({ dataset: 'CREDITS', month: null })).toBe('Credits');
  });

  it.each([
    ['GLOBAL_ADMIN', true, true],
    ['PARTNER_ADMIN', true, true],
    ['EXECUTIVE_REPORT_VIEWER', true, false],
    ['REPORT_VIEWER', false, false],
  ] as const)('for %s may name people in a report: %s, in links: %s', (role, inReport, inLinks) => {
    expect([seesPeopleIn('SKILLS_REPORT', [role]), seesPeopleIn('ASSOCIATIONS', [role])]).toEqual([inReport, inLinks]);
  });
});
