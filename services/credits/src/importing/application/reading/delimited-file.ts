import { findLayout } from '../../domain/find-layout.js';
import type { Layout, ReadingContext } from '../../domain/layout.js';
import { OrderEvidence, type WrittenOrder } from '../../domain/written-date.js';
import { DELIMITERS, type Delimiter, delimitedRows, readCells } from './delimited-rows.js';
import { BEGINNING, type FileEncoding, type FilePosition, fileLines } from './file-lines.js';
import { rowsWithQuotedBreaks } from './file-rows.js';
import { FileRejected, type ImportFile } from './row-format.js';

type DelimitedReading = {
  readonly encoding: FileEncoding;
  readonly dates: WrittenOrder | undefined;
  readonly context: ReadingContext;
};

/** Opens a file with cells between commas, semicolons or tabs. Its first line names the columns. */
export async function openDelimitedFile(
  path: string,
  { encoding, dates, context }: DelimitedReading,
): Promise<ImportFile> {
  const header = await readHeader(path, encoding);
  const { layout, delimiter, width } = recognize(header.text, context);
  const isRow = (text: string) => readCells([text], delimiter)[0]?.length === width;
  const rows = (from: FilePosition) => rowsWithQuotedBreaks(fileLines(path, from, { encoding }), isRow);
  const order = dates ?? (await findOrder(rows(header.end), layout, delimiter));
  const readRows = delimitedRows(layout, width, delimiter, order);
  const readAs = layout.dateColumns.length === 0 ? layout.name : `${layout.name}, dates ${order}`;
  return { readAs, begin: header.end, identity: layout.identity, rows, readRows };
}

async function readHeader(path: string, encoding: FileEncoding): Promise<{ text: string; end: FilePosition }> {
  for await (const [header] of fileLines(path, BEGINNING, { encoding })) {
    if (!header) continue;
    if ('fault' in header) throw new FileRejected(`The first line must name the columns. ${header.fault}`);
    return header;
  }
  throw new FileRejected('The file is empty; its first line must name the columns.');
}

/** Recognizes delimiter and layout together: with the wrong delimiter no column has a known name. */
function recognize(header: string, context: ReadingContext): { layout: Layout; delimiter: Delimiter; width: number } {
  const readings = DELIMITERS.flatMap((delimiter) => {
    const [names] = readCells([header], delimiter);
    return names ? [{ delimiter, width: names.length, match: findLayout(names, context) }] : [];
  });
  for (const { delimiter, width, match } of readings) {
    if ('layout' in match) return { layout: match.layout, delimiter, width };
  }
  const [closest] = readings.toSorted((a, b) => b.width - a.width);
  if (!closest) throw new FileRejected('The quotes of the first line, which names the columns, are wrong.');
  throw new FileRejected('fault' in closest.match ? closest.match.fault : '');
}

/** Reads the dates of the whole file: one of them may show whether the day or the month is first. */
async function findOrder(
  rows: ReturnType<ImportFile['rows']>,
  layout: Layout,
  delimiter: Delimiter,
): Promise<WrittenOrder> {
  if (layout.dateColumns.length === 0) return 'iso';
  const evidence = new OrderEvidence();
  for await (const read of rows) {
    const readable = read.flatMap((row) => ('text' in row ? [row] : []));
    const texts = readable.map(({ text }) => text);
    readCells(texts, delimiter).forEach((cells, index) => {
      for (const position of layout.dateColumns) {
        evidence.add(cells?.[position]?.trim() ?? '', readable[index]?.line ?? 0);
      }
    });
  }
  const decision = evidence.decide();
  if ('fault' in decision) throw new FileRejected(decision.fault);
  return decision.order;
}
