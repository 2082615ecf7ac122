import { CSV_HEADER, csvLine, type ExportedEntry, jsonOf } from '../../src/activity/exported-entry.js';

const ENTRY: ExportedEntry = {
  list: 'LINKS',
  id: '0193a5b0-c1f2-7c1e-8f7a-000000000201',
  at: new Date('2026-11-30T22:52:21.021Z'),
  kind: 'REFUSED',
  reason: 'ASSOCIATION_LIMIT',
  attempted: null,
  userId: '0193a5b0-c1f2-7c1e-8f7a-000000000202',
  source: 'MICROSOFT_LEARN',
  associationId: null,
  actor: 'browser',
  client: null,
  requestId: 'r-1',
};
const cellsOf = (client: string) => csvLine({ ...ENTRY, client }).split('browser,')[1];

describe('an exported entry', () => {
  it('is a line of CSV with a cell for each column of the header', () => {
    expect(csvLine(ENTRY)).toBe(
      'LINKS,0193a5b0-c1f2-7c1e-8f7a-000000000201,2026-11-30T22:52:21.021Z,REFUSED,ASSOCIATION_LIMIT,,' +
        '0193a5b0-c1f2-7c1e-8f7a-000000000202,MICROSOFT_LEARN,,browser,,r-1',
    );
    expect(csvLine(ENTRY).split(',')).toHaveLength(CSV_HEADER.split(',').length);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'runs %j as a formula in no spreadsheet',
    (client) => {
      expect(cellsOf(client)).toMatch(/^"?'/);
    },
  );

  it('quotes commas, quotes and line breaks, so that no text adds a cell or a row', () => {
    expect(cellsOf('a,"b"\nc')).toBe('"a,""b""\nc",r-1');
    expect(cellsOf('=HYPERLINK("https://evil.example","x")')).toBe(
      '"\'=HYPERLINK(""https://evil.example"",""x"")",r-1',
    );
  });

  it('is JSON with every column and the text as it is', () => {
    expect(Object.keys(jsonOf(ENTRY)).join()).toBe(CSV_HEADER);
    expect(jsonOf({ ...ENTRY, client: '=1+1' })).toMatchObject({ client: '=1+1', attempted: null });
  });
});
