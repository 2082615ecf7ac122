import { parseProfileId } from '../../../src/catalog/domain/profile-id.js';

it.each([
  ['MICROSOFT_LEARN', ['1000', '123456789012'], ['999', '0123', '1234567890123', '12a4', ' 1234', '']],
  ['PARTNER_UNIVERSITY', ['a', 'Az_09-', 'x'.repeat(64)], ['', 'x'.repeat(65), 'a b', 'é', 'a.b', 'a\n']],
] as const)('recognizes well-formed ids of %s', (source, good, bad) => {
  for (const text of good) expect(parseProfileId(source, text)).toBe(text);
  for (const text of bad) expect(parseProfileId(source, text)).toBeUndefined();
});
