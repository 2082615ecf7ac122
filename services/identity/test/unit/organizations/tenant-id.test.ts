import { describe, expect, it } from '@jest/globals';
import { parseTenantId } from '../../../src/organizations/domain/tenant-id.js';

describe('parseTenantId', () => {
  it('returns lower case', () => {
    expect(parseTenantId(' 0A1B2C3D-0000-4000-8000-00000000ABCD ')).toBe('0a1b2c3d-0000-4000-8000-00000000abcd');
  });

  it.each(['', 'contoso', '0a1b2c3d00004000800000000000abcd', '0a1b2c3d-0000-4000-8000-00000000abcg'])(
    'rejects %j',
    (text) => {
      expect(parseTenantId(text)).toBeUndefined();
    },
  );
});
