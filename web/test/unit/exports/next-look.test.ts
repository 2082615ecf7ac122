import type { ExportState } from '../../../src/graphql/documents.ts';
import { nextLook } from '../../../src/pages/exports/next-look.ts';

const now = new Date('2026-11-30T12:00:00Z');
const one = (state: ExportState, requestedAt: string, expiresAt: string | null = null) => ({
  state,
  requestedAt,
  expiresAt,
});

describe('exports are asked for again', () => {
  it.each([
    ['never, where there is none', [], undefined],
    [
      'never, where all are over',
      [one('FAILED', '2026-11-30T11:59:59Z'), one('EXPIRED', '2026-11-30T11:59:59Z')],
      undefined,
    ],
    ['after a second, where one has just been requested', [one('QUEUED', '2026-11-30T11:59:59Z')], 1_000],
    ['after a second, where the clock of the browser is slow', [one('QUEUED', '2026-11-30T12:05:00Z')], 1_000],
    ['after a tenth of the time that one takes', [one('RUNNING', '2026-11-30T11:59:10Z')], 5_000],
    ['after 15 seconds at the latest while one runs', [one('RUNNING', '2026-11-30T09:00:00Z')], 15_000],
    ['a minute before a link stops working', [one('READY', '2026-11-30T11:00:00Z', '2026-11-30T12:15:00Z')], 840_000],
    [
      'after a second at the earliest, where a link is over',
      [one('READY', '2026-11-30T11:00:00Z', '2026-11-30T11:00:00Z')],
      1_000,
    ],
    [
      'for the first reason of several',
      [one('READY', '2026-11-30T11:00:00Z', '2026-11-30T12:15:00Z'), one('RUNNING', '2026-11-30T11:59:10Z')],
      5_000,
    ],
  ] as const)('%s', (_, exports, expected) => {
    expect(nextLook(exports, [], now)).toBe(expected);
  });

  it.each([
    ['never, where its first file is there', [{ createdAt: '2026-11-30T11:59:10Z', latest: {} }], undefined],
    [
      'after a tenth of the time that its first file takes',
      [{ createdAt: '2026-11-30T11:59:10Z', latest: null }],
      5_000,
    ],
  ])('for a feed: %s', (_, feeds, expected) => {
    expect(nextLook([], feeds, now)).toBe(expected);
  });
});
