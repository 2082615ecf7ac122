import { createHash } from 'node:crypto';

const digest = (text) => createHash('sha256').update(`skill-link/${text}`).digest('hex');

/** Chance that falls the same way every time (mulberry32). */
export function chance(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low, high) => low + (high - low) * next();
  const pick = (items) => items[Math.floor(next() * items.length)];
  return {
    pick,
    between,
    happens: (probability) => next() < probability,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    byWeight: (items) => pick(items.flatMap((item) => Array(item.weight).fill(item))),
    shuffled: (items) =>
      items
        .map((item) => [next(), item])
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item),
  };
}

/** Every id made here is at or after this one; those of the people written by hand are before. */
export const FIRST_MADE = '01989100-0000-7000-8000-000000000000';

/** UUIDs of version 7 (in the order of the making) and 4. */
export function ids() {
  let made = 0;
  return {
    ordered(text) {
      made += 1;
      const time = (0x019891000000 + made * 61_003).toString(16).padStart(12, '0');
      const x = digest(text);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${x.slice(0, 3)}-${'89ab'[parseInt(x[3], 16) % 4]}${x.slice(4, 7)}-${x.slice(7, 19)}`;
    },
    random(text) {
      const x = digest(`v4/${text}`);
      return `${x.slice(0, 8)}-${x.slice(8, 12)}-4${x.slice(12, 15)}-${'89ab'[parseInt(x[15], 16) % 4]}${x.slice(16, 19)}-${x.slice(19, 31)}`;
    },
    subject: (source, login) =>
      `${source === 'MICROSOFT_LEARN' ? 'learn' : 'university'}-${digest(source + login).slice(0, 12)}`,
  };
}
