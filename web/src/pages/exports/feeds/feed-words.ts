import type { Tone } from '../../../design/badge.tsx';
import type { FeedRowFragment } from '../../../graphql/documents.ts';
import { day, daysBetween, fromNow } from '../../../text/dates.ts';
import { counted, fileSize } from '../../../text/numbers.ts';
import { word } from '../../../text/words.ts';
import { DATASETS, FORMATS, LAYOUTS } from '../export-words.ts';

/** A key that ends within so many days is marked. */
const SOON_DAYS = 30;

type Content = Pick<FeedRowFragment, 'dataset' | 'format' | 'layout' | 'includesPersonalData'>;

/** What a feed has: newest Skills Report, CSV, without names. */
export function contentOfFeed({ dataset, format, layout, includesPersonalData }: Content): string {
  const data =
    dataset === 'SKILLS_REPORT' ? 'Newest Skills Report' : word(DATASETS, dataset).replace(', as of now', '');
  const columns = layout === 'STANDARD' ? '' : `, columns ${word(LAYOUTS, layout).replace('As', 'as')}`;
  return `${data}, ${word(FORMATS, format)}${columns}, ${includesPersonalData ? 'with' : 'without'} names`;
}

/** The size of the newest file: 117 rows, 18 kB. */
export function sizeOf({ rows, bytes }: Pick<NonNullable<FeedRowFragment['latest']>, 'rows' | 'bytes'>): string {
  const size = bytes === null ? '2 GB or more' : fileSize(bytes);
  return rows === null ? size : `${counted(rows, 'row', 'rows')}, ${size}`;
}

/** When the key of a feed ends: never, in 30 days, ended. */
export function endOf(
  { expiresAt }: Pick<FeedRowFragment, 'expiresAt'>,
  now: Date,
): { readonly tone: Tone; readonly text: string; readonly help?: string } {
  if (expiresAt === null) return { tone: 'quiet', text: 'Never' };
  const left = daysBetween(now, expiresAt);
  if (new Date(expiresAt) <= now)
    return { tone: 'bad', text: `Ended ${day(expiresAt)}`, help: 'Create a new feed, then delete this one.' };
  const text = `${day(expiresAt)}, ${fromNow(expiresAt, now)}`;
  return left > SOON_DAYS
    ? { tone: 'quiet', text }
    : { tone: 'warn', text, help: 'Create a new feed before this day.' };
}

/** How long the previous key may stay valid after a new one, in hours. */
export const ROTATIONS: readonly (readonly [hours: number, text: string])[] = [
  [24, 'for another day'],
  [168, 'for another seven days'],
  [1, 'for another hour'],
  [0, 'no longer: it has leaked'],
];

/** What becomes of the previous key after a new one. */
export function previousKeySentence(hours: number): string {
  const text = ROTATIONS.find(([value]) => value === hours)?.[1] ?? `for another ${hours} hours`;
  return hours === 0 ? 'The previous key no longer works.' : `The previous key works ${text}.`;
}
