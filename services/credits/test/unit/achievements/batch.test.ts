import fc from 'fast-check';
import { decideBatch } from '../../../src/achievements/domain/batch.js';
import { validateItem } from '../../../src/achievements/domain/reported-item.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';

const { catalog } = loadRules();
const now = new Date('2026-08-01T12:00:00Z');
const item = fc.record({
  externalId: fc.constantFrom('a', 'b', 'c', ''),
  profileId: fc.constantFrom('12345', '54321', '0'),
  credentialCode: fc.constantFrom('AZ-ADMIN', 'AZ-104', 'PBI-DA', 'NONE'),
  achievedAt: fc.constantFrom(new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')),
});
const read = (sent: Parameters<typeof validateItem>[0]) =>
  validateItem(sent, { source: 'MICROSOFT_LEARN', catalog, now });

describe('decideBatch', () => {
  it('says how to correct an externalId with other content: a training cannot be revoked', () => {
    const [sent, training] = [
      { externalId: 'a', profileId: '12345', achievedAt: new Date('2026-01-01T00:00:00Z') },
      { uid: 'module', kind: 'MODULE', title: 'A module', roles: [], products: [] },
    ] as const;
    const twice = (what: object) => [what, { ...what, achievedAt: now }].map((one) => read({ ...sent, ...one }));
    const messageOf = (what: object) => decideBatch(twice(what), []).rejected[0]?.message;
    expect(messageOf({ credentialCode: 'AZ-ADMIN' })).toMatch(/revoke it and send a new externalId/);
    expect(messageOf({ training })).toMatch(/is not changed: send another one under a new externalId/);
  });

  it('accepts, repeats or rejects every item, and accepts each externalId once', () => {
    fc.assert(
      fc.property(fc.array(item), (sent) => {
        const { accepted, repeated, rejected } = decideBatch(sent.map(read), []);
        expect(accepted.length + repeated + rejected.length).toBe(sent.length);
        expect(new Set(accepted.map(({ externalId }) => externalId)).size).toBe(accepted.length);
      }),
    );
  });

  it('accepts nothing from a batch that is sent again', () => {
    fc.assert(
      fc.property(fc.array(item), (sent) => {
        const first = decideBatch(sent.map(read), []);
        const recorded = first.accepted.map((entry) => ({
          externalId: entry.externalId,
          profileId: entry.profileId,
          credentialCode: entry.kind === 'achievement' ? entry.credential.code : null,
          trainingUid: null,
          achievedAt: entry.achievedAt,
          statedExpiry: null,
        }));
        const second = decideBatch(sent.map(read), recorded);
        expect(second.accepted).toEqual([]);
        expect(second.repeated).toBe(first.accepted.length + first.repeated);
        expect(second.rejected).toEqual(first.rejected);
      }),
    );
  });
});
