import { describe, expect, it } from '@jest/globals';
import { parseObjectId } from '../../../src/users/domain/object-id.js';

describe('parseObjectId', () => {
  it.each(['bb4479ad-5dc8-4d5e-8d90-fb452a73db35', 'user|7', ' ', '𝕏'.repeat(255)])('keeps %j', (text) => {
    expect(parseObjectId(text)).toBe(text);
  });

  it.each(['', 'a\u0000', 'a\nb', '\ud800', 'x'.repeat(256)])('rejects %j', (text) => {
    expect(parseObjectId(text)).toBeUndefined();
  });
});
