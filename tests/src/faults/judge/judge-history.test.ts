import { HistoryRecorder, type Outcome } from './history.js';
import { judgeHistory, violationsOf } from './judge-history.js';

const ALLOWED = 10_000;

describe('judgeHistory', () => {
  let now = 0;
  let history: HistoryRecorder;
  beforeEach(() => {
    now = 0;
    history = new HistoryRecorder(() => now);
  });

  const attempt = (effect: string, outcome: Outcome, milliseconds = 10) => {
    const complete = history.invoke(effect);
    now += milliseconds;
    complete(outcome, outcome);
  };
  const violations = (present: Record<string, number>) =>
    violationsOf(judgeHistory(history, new Map(Object.entries(present))), ALLOWED);

  it('accepts acknowledged effects that are present once, and rejected ones that are absent', () => {
    attempt('link of Ada', 'ok');
    attempt('link of Ben', 'fail');
    expect(violations({ 'link of Ada': 1 })).toEqual([]);
  });

  it('finds an acknowledged write that is lost', () => {
    attempt('link of Ada', 'unknown');
    attempt('link of Ada', 'ok');
    expect(violations({ 'link of Ada': 0 })).toEqual(['lost: link of Ada']);
    expect(violations({})).toEqual(['lost: link of Ada']);
  });

  it.each<Outcome>(['ok', 'unknown'])('finds an effect that happened twice, with the outcome %s', (outcome) => {
    attempt('link of Ada', outcome);
    expect(violations({ 'link of Ada': 2 })).toEqual(['twice: link of Ada']);
  });

  it('finds an effect that was rejected, and one that no client asked for', () => {
    attempt('link of Ada', 'fail');
    expect(violations({ 'link of Ada': 1, 'link of Ben': 1 })).toEqual([
      'invented: link of Ada',
      'invented: link of Ben',
    ]);
  });

  it.each([0, 1])('accepts an effect whose answer never came, present %i times', (times) => {
    attempt('link of Ada', 'unknown');
    expect(violations({ 'link of Ada': times })).toEqual([]);
  });

  it('accepts an effect of which one attempt was rejected and another acknowledged', () => {
    attempt('link of Ada', 'fail');
    attempt('link of Ada', 'ok');
    expect(violations({ 'link of Ada': 1 })).toEqual([]);
  });

  it('counts an operation that was never completed as one that may have happened', () => {
    history.invoke('link of Ada');
    expect(violations({})).toEqual([]);
    expect(violations({ 'link of Ada': 1 })).toEqual([]);
  });

  it('measures an outage from the fault to the next answer, whatever the attempts without an answer', () => {
    history.inflict('credits', 'COMMIT');
    attempt('link of Ada', 'unknown', 4_000);
    attempt('link of Ada', 'ok', 2_000);
    expect(judgeHistory(history, new Map([['link of Ada', 1]])).longestOutage).toBe(6_000);
    expect(violations({ 'link of Ada': 1 })).toEqual([]);
  });

  it('finds an outage that is too long, and one that never ended', () => {
    history.inflict('credits', 'COMMIT');
    attempt('link of Ada', 'ok', ALLOWED + 1);
    history.inflict('gateway', 'POST /graphql');
    attempt('link of Ben', 'unknown');
    expect(violations({ 'link of Ada': 1 })).toEqual([
      'no answer after the fault of gateway at POST /graphql',
      `an outage of ${ALLOWED + 1} ms`,
    ]);
  });
});
