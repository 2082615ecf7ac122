import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType } from 'graphql';
import type { PendingLinkFactsFragment } from '../../../src/graphql/documents.ts';
import { elsewhere, mayConfirm } from '../../../src/pages/my-learn-profile/confirm/pending-words.ts';
import { ending, sourceName } from '../../../src/pages/my-learn-profile/link-words.ts';
import { signInProblem } from '../../../src/pages/my-learn-profile/sign-in-problem-words.ts';

const api = buildSchema(readFileSync(new URL('../../../../api.graphql', import.meta.url), 'utf8'));

function valuesOf(name: string): string[] {
  const type = api.getType(name);
  return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
}

describe('a sign-in that proves nothing', () => {
  const problems = valuesOf('AssociationFlowProblem');

  it.each(['MICROSOFT_LEARN', 'PARTNER_UNIVERSITY'] as const)('has its own words for each problem at %s', (source) => {
    const words = problems.map((problem) => signInProblem(problem, source));
    expect(words).not.toContain(undefined);
    expect(new Set(words.map((word) => word?.what)).size).toBe(problems.length);
    expect(new Set(words.map((word) => word?.next)).size).toBe(problems.length);
  });

  it('has none for a problem of a later API', () => {
    expect(signInProblem('toString', 'MICROSOFT_LEARN')).toBeUndefined();
  });
});

describe('the words of links', () => {
  it('fall back to the bare value of a later API', () => {
    expect(sourceName('SOMEWHERE' as 'MICROSOFT_LEARN')).toBe('SOMEWHERE');
    expect(ending('ABDUCTED' as 'REMOVED_BY_USER')).toBe('ABDUCTED');
    expect(ending(null)).toBeUndefined();
  });
});

describe('the consequences of a confirmation', () => {
  const pending = (effect: PendingLinkFactsFragment['effect'], endsAssociationElsewhere = false) =>
    ({ effect, endsAssociationElsewhere }) as PendingLinkFactsFragment;

  it.each([
    [pending('NEW'), 'No other link ends.'],
    [pending('MOVE', true), 'Another company’s link ends at the same moment.'],
    [pending('MOVE'), 'The link of your other work account here ends at the same moment.'],
    [pending('REINSTATE'), 'No other link ends.'],
    [pending('REFUSED'), undefined],
  ])('say what happens elsewhere: %j', (link, expected) => {
    expect(elsewhere(link)).toBe(expected);
  });

  it('are offered only where the confirmation would change something', () => {
    const effects = valuesOf('PendingEffect') as PendingLinkFactsFragment['effect'][];
    expect(effects.filter((effect) => mayConfirm(pending(effect)))).toEqual(['MOVE', 'NEW', 'REINSTATE']);
  });
});
