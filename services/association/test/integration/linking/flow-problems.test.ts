import type { LearningProviderAnswers } from '@app/test-kit/learning-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { aPerson } from '../../support/association.js';
import { type MisbehavingProvider, misbehavingProvider } from '../../support/misbehaving-provider.js';
import { PENDING } from '../../support/operations.js';

let stage: MisbehavingProvider;
beforeAll(async () => {
  stage = await misbehavingProvider({ both: true });
});
beforeEach(() => stage.provider.answer({}));
afterAll(() => stage.stop());

type Source = 'MICROSOFT_LEARN' | 'PARTNER_UNIVERSITY';

/** The message to the owner of a flow whose sign-in ended like this. */
async function toldAfter(answers: LearningProviderAnswers, source: Source): Promise<{ problem: string; text: string }> {
  stage.provider.answer(answers);
  const person = aPerson();
  const begun = await stage.service.begin(person, source);
  await stage.service.visit(begun, 'any-account');
  const answer = await stage.service.ask(person, PENDING, { flowId: begun.flowId, completionCode: 'none' });
  const told = answer.data?.pendingAssociation;
  return { problem: String(told?.problem), text: String(told?.message) };
}

const rejectedWith = (error: string): LearningProviderAnswers => ({ callback: { code: '', error } });

const PROBLEMS: [string, string, LearningProviderAnswers, RegExp][] = [
  ['an account that was not chosen', 'ACCOUNT_NOT_CHOSEN', rejectedWith('login_required'), /choose the account/],
  ['an account that is denied', 'CANCELLED', rejectedWith('access_denied'), /choose another account/],
  ['a provider error', 'SIGN_IN_FAILED', rejectedWith('temporarily_unavailable'), /try again/i],
  ['a request that is rejected', 'SIGN_IN_FAILED', rejectedWith('invalid_request'), /try again/i],
  ['no account', 'NO_LEARNING_ACCOUNT', rejectedWith('no_account'), /Which account .*(create|sign up)/],
  ['no id', 'MCID_NOT_GENERATED', { claims: { mcid: undefined } }, /Which account .*(generate|complete)/],
  ['a malformed id', 'PROFILE_INCOMPLETE', { claims: { mcid: 'none.' } }, /Which account .*complete/],
];

describe('the message of a failed sign-in', () => {
  test.each(PROBLEMS)('after %s says what the person can do, in the words of their source', async (...row) => {
    const [, problem, answers, remedy] = row;
    const learn = await toldAfter(answers, 'MICROSOFT_LEARN');
    const university = await toldAfter(answers, 'PARTNER_UNIVERSITY');
    for (const told of [learn, university]) {
      expect(told.problem).toBe(problem);
      expect(told.text).toMatch(remedy);
    }
    expect(learn.text).not.toMatch(/Partner University/);
    expect(university.text).toMatch(/Partner University/);
    expect(university.text).not.toMatch(/MCID|Microsoft|certification|exam/i);
  });

  test.each(PROBLEMS.filter(([, , , remedy]) => remedy.source.startsWith('Which')))(
    'after %s asks for the account of the exam before it speaks of the MCID',
    async (_what, _problem, answers) => {
      const { text } = await toldAfter(answers, 'MICROSOFT_LEARN');
      const question = text.indexOf('Which account did you use for the exam?');
      expect(question).toBeGreaterThan(0);
      expect(text.indexOf('MCID')).toBeGreaterThan(question);
    },
  );
});

describe('the account that signed in', () => {
  const named = { name: ' Amara Okafor', preferred_username: 'amara@home.example', email: 'a@b.example' };
  const stored = async (flowId: string) =>
    (
      await stage.service.sql<{ row: string }>('SELECT f::text AS row FROM association.flow f WHERE id = $1', [flowId])
    )[0]?.row;
  const proved = async (claims: Record<string, unknown>) => {
    stage.provider.answer({ claims });
    const person = aPerson();
    return { person, flow: await stage.service.prove(person, { login: 'any-account', profileId: '123456' }) };
  };
  const sealedIn = async ({ flowId }: { flowId: string }) =>
    (
      await stage.service.sql<{ sealed: string | null }>(
        'SELECT sealed_account_name AS sealed FROM association.flow WHERE id = $1',
        [flowId],
      )
    )[0]?.sealed;

  test('is named to the owner with the right code, and to no other caller', async () => {
    const { person, flow } = await proved(named);
    const shown = async (who: typeof person, completionCode: string) =>
      JSON.stringify(await stage.service.ask(who, PENDING, { ...flow, completionCode }));
    expect(await shown(person, flow.completionCode)).toContain('"accountName":"Amara Okafor (amara@home.example)"');
    expect(await shown(person, 'wrong')).not.toMatch(/amara/i);
    expect(await shown(aPerson(person.organizationId, ['GLOBAL_ADMIN']), 'wrong')).not.toMatch(/amara/i);
    expect(await stored(flow.flowId)).not.toMatch(/amara/i);
  });

  test('without a name is null, and not a failure', async () => {
    const { person, flow } = await proved({ name: 7, preferred_username: '  ' });
    const { data } = await stage.service.ask(person, PENDING, flow);
    expect(data?.pendingAssociation).toMatchObject({ __typename: 'PendingAssociation', accountName: null });
  });

  test('is erased with the flow: confirmed, dead or expired', async () => {
    const [confirmed, dead, expired] = [await proved(named), await proved(named), await proved(named)];
    for (const { flow } of [confirmed, dead, expired]) expect(await sealedIn(flow)).toEqual(expect.any(String));
    await stage.service.confirm(confirmed.person, confirmed.flow);
    await stage.service.begin(dead.person);
    expect([await sealedIn(confirmed.flow), await sealedIn(dead.flow)]).toEqual([null, null]);
    const endedByHand = await proved(named);
    await stage.service.sql("UPDATE association.flow SET status = 'DEAD' WHERE id = $1", [endedByHand.flow.flowId]);
    expect(await sealedIn(endedByHand.flow)).toBeNull();
    await stage.service.catchUp();
    expect(await sealedIn(expired.flow)).toEqual(expect.any(String));
    stage.service.clock.moveTo(10 / 1440);
    await stage.service.catchUp();
    stage.service.clock.moveTo(0);
    expect(await sealedIn(expired.flow)).toBeNull();
  });
});
