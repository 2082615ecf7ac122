import { changeSentence, designationChanges, scoresOf } from '../../../src/pages/skills-report/designation-changes.ts';

const score = (code: string, value: number, attained = value >= 70) => ({ code, title: code, score: value, attained });
const row = (change: 'GAINED' | 'LOST', ...relevantTo: string[]) => ({ change, row: { id: '1', relevantTo } });

describe('the changes of a designation', () => {
  it('count each row for every designation that it counts for', () => {
    const rows = [row('GAINED', 'azure', 'data'), row('GAINED', 'azure'), row('LOST', 'data')];
    expect(designationChanges([], [score('azure', 1), score('data', 1)], rows)).toMatchObject([
      { code: 'azure', gained: 2, lost: 0 },
      { code: 'data', gained: 1, lost: 1 },
    ]);
  });

  it('have a designation that only one of the reports has, without a score in the other', () => {
    const changes = designationChanges([score('old', 40)], [score('new', 50)], []);
    expect(changes.map((change) => [change.code, scoresOf(change)])).toEqual([
      ['new', '– → 50'],
      ['old', '40 → –'],
    ]);
    expect(changeSentence(changes)).toBe('No designation was attained or lost.');
  });

  it('name each designation that was attained or lost', () => {
    const changes = designationChanges(
      [score('azure', 72), score('data', 66.5), score('work', 80)],
      [score('azure', 68), score('data', 71), score('work', 79)],
      [],
    );
    expect(changeSentence(changes)).toBe('azure is lost: 72 → 68. data is attained now: 66.5 → 71.');
  });
});
