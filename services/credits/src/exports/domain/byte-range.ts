/** A part of a file: the first and the last byte, both included. */
export type ByteRange = { readonly first: number; readonly last: number };

/**
 * What a `Range` header selects of a file (RFC 9110, 14.2): one part of it, nothing of it, or the whole file. Also the
 * whole file where the header is malformed, of another unit, or asks for several parts at once.
 */
export function selectRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | 'whole' {
  const [, start = '', end = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (start === '' && end === '') return 'whole';
  if (start === '') return suffixOf(Number(end), size);
  const [first, last] = [Number(start), end === '' ? size - 1 : Math.min(Number(end), size - 1)];
  if (end !== '' && Number(end) < first) return 'whole';
  return first < size ? { first, last } : 'unsatisfiable';
}

function suffixOf(length: number, size: number): ByteRange | 'unsatisfiable' {
  return length === 0 || size === 0 ? 'unsatisfiable' : { first: Math.max(0, size - length), last: size - 1 };
}
