import type { ReadRow } from '../../domain/layout.js';
import type { RowReader } from './row-format.js';

/** Each line is one item of the API's input in JSON. */
export const ndjsonRows: RowReader = (texts) => texts.map((text) => [readItem(text)]);

function readItem(text: string): ReadRow {
  try {
    const record: unknown = JSON.parse(text);
    const isObject = typeof record === 'object' && record !== null && !Array.isArray(record);
    return isObject ? { record } : { fault: 'The line is no JSON object.' };
  } catch {
    return { fault: 'The line is not JSON.' };
  }
}
