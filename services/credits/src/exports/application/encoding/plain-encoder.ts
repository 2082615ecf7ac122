import type { Encoder, Sink } from '@app/credits/exports/application/encoding/encoder';

const NEWLINE = 0x0a;

/** Passes on what COPY writes as the content of the file. Lines are counted: values with line breaks count as more rows. */
export function plainEncoder(sink: Sink, { hasHeader }: { readonly hasHeader: boolean }): Encoder {
  let lines = hasHeader ? -1 : 0;
  return {
    get rows() {
      return Math.max(0, lines);
    },
    write(chunk) {
      for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) lines += 1;
      sink(chunk);
    },
    end() {},
  };
}
