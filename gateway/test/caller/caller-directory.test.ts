import { setImmediate as soon } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { type Account, callerDirectory } from '../../src/caller/caller-directory.js';

const ANNA: Account = { tenantId: 'contoso', objectId: 'anna', preferredUsername: null, machine: false };
const userWith = (...roles: string[]) => ({ caller: 'user', userId: 'u', organizationId: 'o', roles });

/** A directory that caches for a second of a clock of its own; its look-ups wait for their answers. */
function directory() {
  const start = 60_000;
  let now = start;
  const asked: PromiseWithResolvers<unknown>[] = [];
  const find = callerDirectory({
    ask() {
      const answer = Promise.withResolvers<unknown>();
      asked.push(answer);
      return answer.promise;
    },
    cacheTime: 1_000,
    cacheSize: 10,
    milliseconds: () => now,
  });
  return {
    asked,
    ask: () => find(ANNA, 'request'),
    at(milliseconds: number) {
      now = start + milliseconds;
    },
    /** Answers the newest look-up. */
    async answer(known: unknown) {
      if (known instanceof Error) asked.at(-1)?.reject(known);
      else asked.at(-1)?.resolve(known);
      await soon();
    },
  };
}

async function knownSince0() {
  const of = directory();
  const first = of.ask();
  await of.answer(userWith('GLOBAL_ADMIN'));
  await first;
  return of;
}

describe('a caller who sends one request after another', () => {
  test('is looked up again before the second is over, and waits for none of these look-ups', async () => {
    const of = await knownSince0();
    of.at(599);
    expect(await of.ask()).toEqual(userWith('GLOBAL_ADMIN'));
    expect(of.asked).toHaveLength(1);
    of.at(700);
    expect(await Promise.all([of.ask(), of.ask()])).toEqual([userWith('GLOBAL_ADMIN'), userWith('GLOBAL_ADMIN')]);
    expect(of.asked).toHaveLength(2);
    await of.answer(userWith('REPORT_VIEWER'));
    expect(await of.ask()).toEqual(userWith('REPORT_VIEWER'));
    expect(of.asked).toHaveLength(2);
  });

  test('is never known by what was found more than a second ago', async () => {
    const of = await knownSince0();
    of.at(999);
    expect(await of.ask()).toEqual(userWith('GLOBAL_ADMIN'));
    of.at(1_000);
    const waiting = of.ask();
    await of.answer(userWith());
    expect(await waiting).toEqual(userWith());
    expect(of.asked).toHaveLength(2);
  });

  test('stays known for the rest of the second when a look-up fails, and not longer', async () => {
    const of = await knownSince0();
    of.at(700);
    await of.ask();
    await of.answer(new Error('identity is away'));
    expect(await of.ask()).toEqual(userWith('GLOBAL_ADMIN'));
    await of.answer(new Error('identity is away'));
    of.at(1_000);
    const rejected = expect(of.ask()).rejects.toThrow('identity is away');
    await of.answer(new Error('identity is away'));
    await rejected;
  });

  test('who has no account any more is looked up at each request', async () => {
    const of = await knownSince0();
    of.at(700);
    await of.ask();
    await of.answer({ caller: 'none' });
    for (const look of [3, 4]) {
      const waiting = of.ask();
      expect(of.asked).toHaveLength(look);
      await of.answer({ caller: 'none' });
      expect(await waiting).toEqual({ caller: 'none' });
    }
  });
});
