import {
  type EncodedColumn,
  type Encoder,
  EncodingFault,
  type Sink,
} from '@app/credits/exports/application/encoding/encoder';
import { type CellValue, textRows } from '@app/credits/exports/application/encoding/text-rows';
import { zipArchive } from '@app/credits/exports/application/encoding/zip-archive';

const MOST_ROWS = 1_048_575;
/** Longer text is no valid cell. */
const MOST_CHARACTERS = 32_767;
const DAY_IN_MILLISECONDS = 86_400_000;
/** Days from the epoch of spreadsheets to 1970-01-01; earlier than March 1900 their calendar is wrong. */
const EPOCH_DAYS = 25_569;
const FIRST_DAY = 61;

/** Indexes of the formats in styles.xml. */
const STYLE = { header: 1, day: 2, instant: 3, quoted: 4 };
/** Text that a spreadsheet would run when a user edits its cell. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const FORMATS = [
  '<xf/>',
  '<xf fontId="1" applyFont="1"/>',
  '<xf numFmtId="164" applyNumberFormat="1"/>',
  '<xf numFmtId="165" applyNumberFormat="1"/>',
  '<xf quotePrefix="1"/>',
];
const PARTS: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${FORMATS.length}">${FORMATS.join('')}</cellXfs></styleSheet>`,
};

/**
 * Writes a workbook with one sheet: a bold, frozen header, real dates, text as text. Text that begins like a formula
 * has the style of a quoted cell, so that it stays text when it is edited.
 */
export function xlsxEncoder(sink: Sink, columns: readonly EncodedColumn[]): Encoder {
  const archive = zipArchive(sink);
  const read = textRows(columns);
  const cells = columns.map(({ type }) => CELLS[type]);
  let sheet: ReturnType<typeof archive.file> | undefined;
  let rows = 0;

  async function begin() {
    for (const [path, content] of Object.entries(PARTS)) {
      const part = archive.file(path);
      await part.write(XML + content);
      await part.end();
    }
    const begun = archive.file('xl/worksheets/sheet1.xml');
    const titles = columns.map(({ name }) => textCell(name, STYLE.header)).join('');
    const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
    const view = `<sheetViews><sheetView tabSelected="1" workbookViewId="0">${pane}</sheetView></sheetViews>`;
    await begun.write(`${XML}<worksheet xmlns="${MAIN}">${view}<sheetData><row>${titles}</row>`);
    return begun;
  }

  return {
    get rows() {
      return rows;
    },
    async write(chunk) {
      sheet ??= await begin();
      const lines = read(chunk);
      rows += lines.length;
      if (rows > MOST_ROWS)
        throw new EncodingFault(
          `A worksheet holds ${MOST_ROWS.toLocaleString('en')} rows. Request it as PARQUET or CSV.`,
        );
      let text = '';
      for (const values of lines) {
        text += '<row>';
        for (let place = 0; place < values.length; place += 1) {
          const value = values[place] as CellValue;
          text += value === null ? '<c/>' : cells[place]?.(value as never);
        }
        text += '</row>';
      }
      await sheet.write(text);
    },
    async end() {
      sheet ??= await begin();
      await sheet.write('</sheetData></worksheet>');
      await sheet.end();
      archive.finish();
    },
  };
}

const CELLS: Record<EncodedColumn['type'], (value: never) => string> = {
  STRING: (text: string) => textCell(text, FORMULA.test(text) ? STYLE.quoted : 0),
  LIST_OF_STRING: (items: readonly string[]) => CELLS.STRING(items.join('; ') as never),
  BOOLEAN: (value: boolean) => `<c t="b"><v>${value ? 1 : 0}</v></c>`,
  INT32: (value: number) => `<c><v>${value}</v></c>`,
  DATE: (day: number) => dateCell(day, STYLE.day),
  TIMESTAMP_MILLIS: (instant: number) => dateCell(instant / DAY_IN_MILLISECONDS, STYLE.instant),
};

function dateCell(days: number, style: number): string {
  const serial = days + EPOCH_DAYS;
  if (serial < FIRST_DAY) return textCell(new Date(days * DAY_IN_MILLISECONDS).toISOString(), 0);
  return `<c s="${style}"><v>${serial}</v></c>`;
}

function textCell(text: string, style: number): string {
  const shown = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text;
  return `<c t="inlineStr"${style === 0 ? '' : ` s="${style}"`}><is><t xml:space="preserve">${escaped(shown)}</t></is></c>`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: characters that XML cannot hold
const SPECIAL = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Characters that XML cannot hold are written as `_x000B_`, and so is the underscore of text that looks like that. */
function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll(
    new RegExp(SPECIAL, 'g'),
    (one) => ENTITIES[one] ?? `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
  );
}
