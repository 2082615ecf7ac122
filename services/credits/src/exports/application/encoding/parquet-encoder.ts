import type { EncodedColumn, Encoder, Sink } from '@app/credits/exports/application/encoding/encoder';
import { type CellValue, textRows } from '@app/credits/exports/application/encoding/text-rows';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];
type Statistics = NonNullable<ParquetWriter['row_groups'][number]['columns'][number]['meta_data']>['statistics'];

/** More rows take more memory and hardly less space. */
const ROWS_PER_GROUP = 10_000;

/** Writes Parquet: row groups of 10,000 rows with statistics, compressed by Snappy, typed columns. */
export function parquetEncoder(sink: Sink, columns: readonly EncodedColumn[]): Encoder {
  const writer = new ParquetWriter({ writer: sinkWriter(sink), schema: schemaOf(columns), createdBy: 'skill-link' });
  const read = textRows(columns);
  let group = columns.map((): CellValue[] => []);
  let rows = 0;

  function writeGroup(): void {
    const data = columns.map(({ name }, place) => ({ name, data: group[place] as CellValue[], offsetIndex: false }));
    void writer.write({ columnData: data, rowGroupSize: ROWS_PER_GROUP });
    group = columns.map(() => []);
    for (const { meta_data } of writer.row_groups.at(-1)?.columns ?? []) copyBounds(meta_data?.statistics);
  }

  return {
    get rows() {
      return rows;
    },
    write(chunk) {
      for (const values of read(chunk)) {
        for (let place = 0; place < values.length; place += 1) group[place]?.push(values[place] as CellValue);
        rows += 1;
        if (rows % ROWS_PER_GROUP === 0) writeGroup();
      }
    },
    end() {
      if (rows % ROWS_PER_GROUP !== 0) writeGroup();
      void writer.finish();
    },
  };
}

/**
 * The smallest and the largest value of each row group are kept for the footer. A value is a part of the text that it
 * was read from, and would keep all of that text in memory.
 */
function copyBounds(bounds: Statistics | undefined): void {
  if (typeof bounds?.min_value === 'string') bounds.min_value = copyOf(bounds.min_value);
  if (typeof bounds?.max_value === 'string') bounds.max_value = copyOf(bounds.max_value);
}

const copyOf = (text: string): string => Buffer.from(text).toString();

/** Passes each row group on, so that no more than one is in memory. */
function sinkWriter(sink: Sink): ByteWriter {
  const bytes = new ByteWriter(1 << 20);
  const flush = () => {
    sink(bytes.getBytes());
    bytes.index = 0;
  };
  return Object.assign(bytes, { flush, finish: flush });
}

function schemaOf(columns: readonly EncodedColumn[]): SchemaElement[] {
  return [{ name: 'root', num_children: columns.length }, ...columns.flatMap(elementsOf)];
}

function elementsOf({ name, type, nullable }: EncodedColumn): SchemaElement[] {
  const field = { name, repetition_type: nullable ? 'OPTIONAL' : 'REQUIRED' } as const;
  const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } } as const;
  switch (type) {
    case 'STRING':
      return [{ ...field, ...text }];
    case 'BOOLEAN':
    case 'INT32':
      return [{ ...field, type }];
    case 'DATE':
      return [{ ...field, type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } }];
    case 'TIMESTAMP_MILLIS': {
      const logical = { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } as const;
      return [{ ...field, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', logical_type: logical }];
    }
    case 'LIST_OF_STRING':
      return [
        { ...field, converted_type: 'LIST', logical_type: { type: 'LIST' }, num_children: 1 },
        { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
        { name: 'element', repetition_type: 'REQUIRED', ...text },
      ];
  }
}
