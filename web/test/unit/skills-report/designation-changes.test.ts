import {
  changeSentence,
  designationChanges,
  scoresOf,
} from '../../../src/pages/skills-report/changes/designation-changes.ts';

const score = (code: string, value: number, attained = value >= 70) => ({ code, title: code, score: value, attained });

describe('the changes of a designation', () => {
  it('have the rows gained and lost, none of which the API does not list', () => {
    const counts = [{ designation: 'azure', gained: 120, lost: 3 }];
    expect(designationChanges([], [score('azure', 1), score('data', 1)], counts)).toMatchObject([
      { code: 'azure', gained: 120, lost: 3 },
      { code: 'data', gained: 0, lost: 0 },
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
