import { type SentItem, validateItem } from '../../../src/achievements/domain/reported-item.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';

const { catalog } = loadRules();
const now = new Date('2026-08-01T12:00:00Z');
const usual: SentItem = { externalId: 'x-1', profileId: '12345', credentialCode: 'AZ-ADMIN', achievedAt: now };
const training = { uid: 'learn.module', kind: 'MODULE' as const, title: 'A module', roles: [], products: [] };

describe('validateItem', () => {
  it.each<[string, Partial<SentItem>]>([
    ['by its key', {}],
    ['by an exam code that names exactly one credential', { credentialCode: 'AZ-104' }],
    ['five minutes in the future', { achievedAt: new Date(now.getTime() + 300_000) }],
    ['with an expiry on the day of the achievement', { expiresOn: '2026-08-01' }],
  ])('accepts an achievement %s', (_title, change) => {
    expect(validateItem({ ...usual, ...change }, { source: 'MICROSOFT_LEARN', catalog, now })).toMatchObject({
      kind: 'achievement',
      credential: { code: 'AZ-ADMIN' },
    });
  });

  it.each<[string, Partial<SentItem>, RegExp]>([
    ['an unknown credential', { credentialCode: 'AZ-999' }, /catalog/],
    ['a credential of the other source', { credentialCode: 'ASSESS:TEAMS-MTR' }, /another learning source/],
    ['a malformed profile id', { profileId: '0123' }, /profileId/],
    ['an empty external id', { externalId: '' }, /externalId/],
    ['an external id with a control character', { externalId: 'a\u0007b' }, /externalId/],
    ['an external id of 256 characters', { externalId: 'x'.repeat(256) }, /externalId/],
    ['an achievement more than five minutes ahead', { achievedAt: new Date(now.getTime() + 300_001) }, /future/],
    ['an expiry before the achievement', { expiresOn: '2026-07-31' }, /before/],
    ['an expiry that is no day', { expiresOn: '2026-02-30' }, /calendar/],
    ['neither credential nor training', { credentialCode: null }, /needed/],
    ['both credential and training', { training }, /not both/],
    ['a training without a title', { credentialCode: null, training: { ...training, title: ' ' } }, /title/],
  ])('rejects %s', (_title, change, message) => {
    expect(validateItem({ ...usual, ...change }, { source: 'MICROSOFT_LEARN', catalog, now })).toEqual({
      kind: 'rejected',
      message: expect.stringMatching(message),
    });
  });

  it.each(['A module', 'می\u200cخواهم', 'Team \u{1F469}\u200D\u{1F4BB}', 'co\u00ADoperate'])(
    'accepts a training called %s',
    (title) => {
      const item = { ...usual, credentialCode: null, training: { ...training, title } };
      expect(validateItem(item, { source: 'MICROSOFT_LEARN', catalog, now })).toMatchObject({
        kind: 'training',
        training: { title },
      });
    },
  );
});
