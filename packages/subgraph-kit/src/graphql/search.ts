import { parseText } from '../values/text.js';
import { badUserInput } from './errors.js';

/** The search text of a list; null without one. */
export function parseSearch(search: string | null | undefined): string | null {
  if (search === null || search === undefined) return null;
  const text = parseText(search, { min: 0, max: 200 });
  if (text === undefined) throw badUserInput('search: at most 200 characters on one line.');
  return text === '' ? null : text;
}
