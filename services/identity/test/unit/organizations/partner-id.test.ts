import { describe, expect, it } from '@jest/globals';
import { parsePartnerId } from '../../../src/organizations/domain/partner-id.js';

describe('parsePartnerId', () => {
  it.each(['4711', ' 6543210 ', 'PGA-0001'])('accepts %j', (text) => {
    expect(parsePartnerId(text)).toBe(text.trim());
  });

  it.each(['', ' ', '-1', '1-', '12 34', '12\u0000', '1'.repeat(33), '１２３'])('rejects %j', (text) => {
    expect(parsePartnerId(text)).toBeUndefined();
  });
});
