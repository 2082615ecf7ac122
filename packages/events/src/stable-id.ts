import { hash } from 'node:crypto';

/** An id that follows from what it identifies (UUID version 8): the same thing published again has the same id. */
export function stableId(...parts: readonly string[]): string {
  const digits = hash('sha256', JSON.stringify(parts)).slice(0, 32);
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}
