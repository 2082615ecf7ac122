import { readCatalog } from '../../../src/catalog/store/catalog-file.js';
import { endOf } from '../../../src/catalog/store/vendor-calendar.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';

const ITEM = {
  key: 'A',
  codes: [],
  name: 'A',
  kind: 'certification',
  level: 'expert',
  source: 'microsoft-learn',
  validity: 'P1Y',
};
const CENTRAL = { at: '23:59', timeZone: 'America/Chicago' };
const reading =
  (...items: object[]) =>
  () =>
    readCatalog('catalog.yaml', { schema: 'item-catalogue/1', retirementEnds: CENTRAL, items });

it.each([
  ['2026-06-30', '2026-07-01T04:59:00.000Z'],
  ['2026-11-30', '2026-12-01T05:59:00.000Z'],
  ['2026-03-07', '2026-03-08T05:59:00.000Z'],
  ['2026-03-08', '2026-03-09T04:59:00.000Z'],
  ['2026-10-31', '2026-11-01T04:59:00.000Z'],
  ['2026-11-01', '2026-11-02T05:59:00.000Z'],
])('the day %s ends at 23:59 US Central at %s', (day, instant) => {
  expect(endOf(day as never, CENTRAL).toISOString()).toBe(instant);
});

it.each([
  ['items[0].validity: "1 year" is neither none nor an ISO 8601 duration', { validity: '1 year' }],
  ['items[0].validity: "P" is neither', { validity: 'P' }],
  ['items[0].validity: "PT8760H" is neither', { validity: 'PT8760H' }],
  ['items[0].validity: "P0D" is neither', { validity: 'P0D' }],
  [
    'items[0].validity[1].from: the spans follow each other',
    { validity: spans(['P1Y', null, '2025-01-01'], ['P2Y', '2025-02-01', null]) },
  ],
  ['items[0].validity[0].until: the last span has no end', { validity: spans(['P1Y', null, '2025-01-01']) }],
  ['items[0].replacedBy: "NONE" is not in the catalog', { replacedBy: ['NONE'] }],
  ['items[0].replacedBy: "A" needs itself', { replacedBy: ['A'] }],
  ['items[0].prerequisite: "NONE" is not in the catalog', { prerequisite: { anyOf: ['NONE'] } }],
  ['items[0].prerequisite: "A" needs itself', { prerequisite: { anyOf: ['A'] } }],
  ['items[0].exams: "X-2" is none of codes', { codes: ['X-1'], exams: [['X-1', 'X-2']] }],
  ['items[0].exams: "X-2" of codes is in none of the sets', { codes: ['X-1', 'X-2'], exams: [['X-1']] }],
  ['items[0].exams: names an exam twice in one set', { codes: ['X-1'], exams: [['X-1', 'X-1']] }],
  [
    'items[0].retirement.countsThrough: is before date',
    { retirement: { date: '2026-02-01', countsThrough: '2026-01-01' } },
  ],
  ['items[0]: Unrecognized key: "retirment"', { retirment: { date: '2026-02-01' } }],
])('rejects a catalog in which %s', (fault, changes) => {
  expect(reading({ ...ITEM, ...changes })).toThrow(`catalog.yaml: ${fault}`);
});

it('rejects a cycle of successors, and a last day without the hour at which it ends', () => {
  const circle = [
    { ...ITEM, replacedBy: ['B'] },
    { ...ITEM, key: 'B', replacedBy: ['A'] },
  ];
  expect(reading(...circle)).toThrow('items[1].replacedBy: "B" needs itself');
  const items = [{ ...ITEM, retirement: { date: '2026-02-01', countsThrough: '2027-02-01' } }];
  const read = () => readCatalog('catalog.yaml', { schema: 'item-catalogue/1', items });
  expect(read).toThrow('catalog.yaml: retirementEnds: is needed: items[0] has a last day');
});

it.each([
  ['AI-300', 'MLOPS'],
  ['AI-200', 'AI-CLOUD-DEV'],
  ['DP-800', 'SQL-AI'],
  ['DP-750', 'DATABRICKS-DE'],
  ['GH-600', 'GH-AGENTIC'],
  ['AB-250', 'D365-CC-AI'],
  ['AB-410', 'INTEL-APPS'],
  ['AB-620', 'AB-620'],
  ['AZ-802', 'WS-HYBRID'],
])('knows the exam %s of 2026 as one of %s', (exam, code) => {
  expect(loadRules().catalog.find(exam)?.code).toBe(code);
});

it('every retired certification with a successor named by the vendor refers to it', () => {
  const { catalog } = loadRules();
  const codes = ['AZ-DEV', 'M365-FUND', 'PP-FC', 'PP-ARCH', 'PP-RPA', 'D365-FS', 'D365-SCM-EXP', 'D365-FO-ARCH'];
  for (const code of codes) expect([code, catalog.get(code)?.supersededBy.length]).toEqual([code, 1]);
  expect(catalog.get('AZ-DATAENG')?.retirement).toMatchObject({ date: '2025-03-31', countsThrough: '2026-03-31' });
});

function spans(...entries: (readonly [duration: string, from: string | null, until: string | null])[]) {
  return entries.map(([duration, from, until]) => ({ duration, from, until }));
}
