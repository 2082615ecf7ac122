import {
  forecastSentence,
  jointDays,
  markedDays,
  skillingThreshold,
} from '../../../src/pages/skills/designation/forecast.ts';
import { effectOf, figuresOf, peopleOf } from '../../../src/pages/skills/designation/metric-words.ts';
import { causeOf } from '../../../src/pages/skills/risk-words.ts';
import { standing } from '../../../src/pages/skills/standing.ts';
import { differencesOf, differencesSentence } from '../../../src/pages/skills/what-if/difference.ts';

const today = {
  code: 'infrastructure',
  on: '2026-11-30',
  score: 68,
  required: 70,
  attained: false,
  skillingPoints: 36,
  skillingMax: 40,
  metrics: [{ title: 'Deployments', points: 4 }],
};

describe('the standing of a designation', () => {
  it.each([
    ['missing points, and what certifications can add', {}, '2 points missing, certifications can add 4'],
    ['the reserve of an attained one', { attained: true, score: 71 }, '1 point to spare'],
    ['no reserve', { attained: true, score: 70 }, 'Nothing to spare'],
    [
      'a metric at 0 that alone keeps it',
      { score: 75, metrics: [{ title: 'Deployments', points: 0 }] },
      'Deployments has to be above 0',
    ],
  ])('says %s', (_, change, sentence) => {
    expect(standing({ ...today, ...change })).toBe(sentence);
  });
});

describe('the forecast', () => {
  const day = (on: string, value: number, attained: boolean) => ({ on, value, attained });

  it('says by when an attained designation is lost', () => {
    const days = [day('2026-11-30', 40, true), day('2026-12-01', 40, true), day('2027-01-01', 36, false)];
    expect(forecastSentence({ ...today, attained: true }, days)).toBe(
      'If nothing is renewed or earned, it is no longer attained by 1 Jan 2027: 36 of 40 points from certifications are left.',
    );
  });

  it('says what is left where nothing changes', () => {
    expect(
      forecastSentence({ ...today, attained: true }, [day('2026-11-30', 40, true), day('2027-12-01', 38, true)]),
    ).toBe(
      'If nothing is renewed or earned, it stays attained for 12 months. On 1 Dec 2027, 38 of 40 points from certifications are left.',
    );
  });

  it('has a threshold where some number of points from certifications attains it', () => {
    expect(skillingThreshold(today)).toBe(38);
    expect(skillingThreshold({ ...today, score: 40 })).toBeUndefined();
    expect(skillingThreshold({ ...today, score: 110 })).toBeUndefined();
  });

  it('numbers the days of losses, each day once, up to its end', () => {
    const risks = ['2027-03-01', null, '2027-01-05', '2027-03-01', '2028-06-01'].map((on) => ({ on }));
    expect([...markedDays(risks, '2027-12-01')]).toEqual([
      ['2027-01-05', '1'],
      ['2027-03-01', '2'],
    ]);
  });

  it('counts the people of a day on which several lose a certification, each person once', () => {
    const risk = (on: string | null, ...people: string[]) => ({
      on,
      together: people.map((personRef) => ({ personRef })),
    });
    expect(
      jointDays([risk('2027-02-01', 'a'), risk('2027-02-01', 'a', 'b'), risk('2027-01-01', 'c'), risk(null, 'd', 'e')]),
    ).toEqual([{ on: '2027-02-01', value: 2 }]);
  });
});

describe('a step', () => {
  const step = {
    ...{ step: 2, isGate: false, points: 0, peopleHave: 1, peopleNeeded: 2, reached: false },
    ...{ credentials: [], holders: [] },
  };

  it.each([
    [
      'pays, at most the points of its metric',
      { points: 52, peopleHave: 13, peopleNeeded: 5 },
      '13 people, 5 needed',
      'Pays 20 points',
    ],
    [
      'is a gate that opens the next ones',
      { isGate: true, reached: true, peopleHave: 2 },
      '2 people, 2 needed',
      'Reached: it opens the steps after it',
    ],
    ['is a closed gate', { isGate: true }, '1 of 2 people', 'Not reached: the steps after it pay nothing'],
    [
      'waits for the one before',
      { peopleHave: 2 },
      '2 people, 2 needed',
      'Pays nothing until the step before is reached',
    ],
    ['lacks people', {}, '1 of 2 people', 'Not reached'],
    ['has no number of people of its own', { peopleNeeded: null, points: 4 }, '1 person', 'Pays 4 points'],
  ])('%s', (_, change, people, effect) => {
    expect([peopleOf({ ...step, ...change }), effectOf({ ...step, ...change }, 20)]).toEqual([people, effect]);
  });
});

describe('a risk', () => {
  const person = (personRef: string) => ({ personRef, person: null });
  const titled = (...titles: string[]) => titles.map((title) => ({ code: title, title }));

  it.each([
    ['EXPIRY', ['a'], ['AVD'], ': AVD expires'],
    ['EXPIRY', ['a', 'b'], ['AVD', 'Fabric'], ': AVD and Fabric expire'],
    ['RETIREMENT', ['a'], ['AVD'], ': AVD retires'],
    ['GATE_HOLDER', ['a'], ['AVD'], ' loses AVD, which a gate needs'],
    ['DEPARTURE', ['a'], [], ' leaves'],
    ['DEPARTURE', ['a', 'b'], [], ' leave'],
  ] as const)('by %s of %p says which of %p ends', (cause, people, titles, words) => {
    expect(causeOf({ cause, together: people.map(person), credentials: titled(...titles) })).toBe(words);
  });
});

describe('the figures of a metric', () => {
  it('have their name in words, and the day from which they hold', () => {
    const facts = [
      { metric: 'usageGrowth.growthPercent', on: '2026-07-03', value: 8 },
      { metric: 'smbCustomerPercent', on: '2026-07-03', value: 20 },
    ];
    expect(figuresOf('usageGrowth', facts)).toBe('growth percent: 8 since 3 Jul 2026');
    expect(figuresOf('deployments', facts)).toBe('No figure is recorded.');
  });
});

describe('the differences of a plan', () => {
  const scored = (code: string, score: number, attained = false) => ({
    code,
    title: code,
    score,
    required: 70,
    attained,
  });
  const before = [scored('data', 20), scored('infra', 68), scored('work', 72, true)];

  it('come first: designations gained or lost, then the most points', () => {
    const after = [scored('data', 40), scored('infra', 72, true), scored('work', 72, true)];
    const differences = differencesOf(before, after);
    expect(differences.map(({ code }) => code)).toEqual(['infra', 'data', 'work']);
    expect(differencesSentence(differences)).toBe(
      'infra rises from 68 to 72 and is attained. data rises from 20 to 40. The other scores stay.',
    );
  });

  it('are said to be none where there are none', () => {
    expect(differencesSentence(differencesOf(before, before))).toBe('The plan changes no score.');
  });
});
