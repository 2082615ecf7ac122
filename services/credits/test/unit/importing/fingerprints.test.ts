import fc from 'fast-check';
import { Fingerprints } from '../../../src/importing/domain/fingerprints.js';

describe('Fingerprints', () => {
  it('behaves as a set of texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 2_000 }), (texts) => {
        const [set, expected] = [new Fingerprints(), new Set<string>()];
        for (const text of texts) {
          expect(set.has(text)).toBe(expected.has(text));
          expect(set.add(text)).toBe(!expected.has(text));
          expected.add(text);
        }
      }),
    );
  });

  it('distinguishes a million texts that differ in a digit', () => {
    const set = new Fingerprints();
    let added = 0;
    for (let number = 0; number < 1_000_000; number += 1) {
      if (set.add(`${1_000_000 + (number >> 3)} AZ-ADMIN 2026-05-0${number & 7}`)) added += 1;
    }
    expect(added).toBe(1_000_000);
  });
});
