import type { Statement } from '@app/subgraph-kit/database/reads';
import type { CreditSelection } from '../../../src/credits/store/credit-conditions.js';
import { type CreditOrder, countCreditsOf, listCredits } from '../../../src/credits/store/credit-list.store.js';

const ORDERS: CreditOrder[] = ['ACHIEVED_AT_DESC', 'ACHIEVED_AT_ASC', 'EXPIRES_ON_ASC', 'CREDENTIAL_ASC', 'PERSON_ASC'];
const everything: Omit<
  CreditSelection,
  'states' | 'reasons' | 'credentialCodes' | 'userId' | 'expiresBefore' | 'expectedBefore' | 'search'
> = {
  now: new Date(0),
  today: '1970-01-01' as never,
  namedCodes: [],
  retired: [],
  tailOverCodes: [],
};
const selections: CreditSelection[] = Array.from({ length: 1024 }, (_, bits) => ({
  ...everything,
  states: bits & 1 ? [bits & 64 ? 'PENDING' : 'COUNTED'] : null,
  credentialCodes: bits & 2 ? ['X'] : null,
  userId: bits & 4 ? 'x' : null,
  expiresBefore: bits & 8 ? '2026-01-01' : null,
  search: bits & 16 ? { credentialCodes: [], person: bits & 32 ? 'x' : null } : null,
  expectedBefore: bits & 128 ? new Date(0) : null,
  reasons: bits & 256 ? { own: ['EXPIRED'], counted: Boolean(bits & 512) } : null,
}));

it('each statement has its own name, short enough for PostgreSQL', async () => {
  const texts = new Map<string, string>();
  const reads = {
    async query({ name, text }: Statement) {
      expect(name.length).toBeLessThanOrEqual(63);
      expect(texts.get(name) ?? text).toBe(text);
      texts.set(name, text);
      return [];
    },
  };
  for (const selection of selections) {
    for (const scope of ['organization', 'user'] as const) {
      await countCreditsOf(reads as never, [], scope, selection);
      for (const order of ORDERS) {
        for (const [byName, after, limit] of [
          [true, null, 1],
          [false, ['k', 'i'], 100],
          [true, ['k', 'i'], 50],
        ] as const) {
          await listCredits(reads as never, [], { scope, order, byName, limit, after }, selection);
        }
      }
    }
  }
});
