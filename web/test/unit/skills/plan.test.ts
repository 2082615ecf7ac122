import { gainOf, nextNewPerson, planOf, simulationOf } from '../../../src/pages/skills/plan.ts';
import { planMessage } from '../../../src/pages/skills/what-if/plan-message.ts';

const PERSON = '0036bc53-8164-4d1b-86cd-6739c620fd65';

describe('the plan of an address', () => {
  it('is what the API simulates: people by reference, new people by name', () => {
    const plan = planOf({ gain: [`AVD:${PERSON}`, 'AZ-104:new-1'], leave: ['b177673b-85c4-464c-a1c6-3882734fd217'] });
    expect(simulationOf(plan)).toEqual({
      gain: [
        { credentialCode: 'AVD', personRef: PERSON },
        { credentialCode: 'AZ-104', newPerson: 'new-1' },
      ],
      leave: ['b177673b-85c4-464c-a1c6-3882734fd217'],
    });
  });

  it('gives a certification without a person to the first new one', () => {
    for (const gain of ['AVD', 'AVD:'])
      expect(planOf({ gain: [gain] }).gain).toEqual([{ credential: 'AVD', who: 'new-1' }]);
  });

  it('names a person who leaves once', () => {
    expect(planOf({ leave: ['a', 'a'] }).leave).toEqual(['a']);
  });

  it('is empty where the address says nothing', () => {
    expect(simulationOf(planOf({}))).toEqual({ gain: [], leave: [] });
  });

  it('has a free name for the next new person', () => {
    expect(nextNewPerson(planOf({}))).toBe('new-1');
    expect(nextNewPerson(planOf({ gain: ['A:new-1', 'B:new-3'] }))).toBe('new-2');
  });

  it('takes the steps of a path', () => {
    const credential = { code: 'AVD' };
    expect(gainOf({ credential, personRef: PERSON, newPerson: null })).toBe(`AVD:${PERSON}`);
    expect(gainOf({ credential, personRef: null, newPerson: 'new-2' })).toBe('AVD:new-2');
  });
});

test('a message about a plan names the certification instead of its position', () => {
  const plan = planOf({ gain: ['AVD:new-1', 'NOTHING:new-1'] });
  expect(planMessage('gain[1].credentialCode: the catalog has no such credential.', plan)).toBe(
    'NOTHING: the catalog has no such credential.',
  );
  expect(planMessage('Credits does not answer.', plan)).toBe('Credits does not answer.');
});
