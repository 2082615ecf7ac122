import { parse } from 'yaml';
import { readCatalog } from '../../../src/catalog/store/catalog-file.js';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { readRuleSet } from '../../../src/rules/store/rule-set-file.js';

const { catalog, ruleSets } = loadRules();

it('holds the catalog and the rule sets, newest first', () => {
  expect(catalog.credentials).toHaveLength(76);
  expect(ruleSets.map(({ id }) => id)).toEqual(['2026-07', '2023-10']);
});

it('reports file, position and reason of a fault in a rule set', () => {
  const text = `
schema: designation-ruleset/1
id: broken
effectiveFrom: '2026-02-30'
qualification: {minScore: seventy, everyMetricAbove: '0'}
areas: []
`;
  const read = () => readRuleSet('broken.yaml', parse(text), catalog);
  expect(read).toThrow(/broken\.yaml: effectiveFrom: "2026-02-30" is not a day/);
  expect(read).toThrow(/broken\.yaml: qualification\.minScore: "seventy" is not an exact number/);
  expect(read).toThrow(/broken\.yaml: areas/);
});

it('rejects a rule set that names an unknown credential or a missing step', () => {
  const metric = (steps: unknown) => ({
    id: 'm',
    category: 'skilling',
    kind: 'people',
    max: '100',
    tracks: { enterprise: { steps } },
  });
  const area = {
    id: 'a',
    name: 'A',
    trackPolicy: { mode: 'single' },
    metrics: [metric([{ id: 1, requires: [7], anyOf: ['NO-SUCH'] }])],
  };
  const content = {
    schema: 'designation-ruleset/1',
    id: 'x',
    effectiveFrom: '2030-01-01',
    qualification: { minScore: '70', everyMetricAbove: '0' },
    areas: [area],
  };
  const read = () => readRuleSet('x.yaml', content, catalog);
  expect(read).toThrow(
    /areas\[0\]\.metrics\[0\]\.tracks\.enterprise\.steps\[0\]\.anyOf\[0\]: "NO-SUCH" is not in the catalog/,
  );
  expect(read).toThrow(/requires: there is no step 7/);
});

it('rejects a catalog with a duplicate key', () => {
  const item = {
    key: 'A',
    codes: [],
    name: 'A',
    kind: 'certification',
    level: 'expert',
    source: 'microsoft-learn',
    validity: 'P1Y',
  };
  const content = { schema: 'item-catalogue/1', items: [item, item] };
  expect(() => readCatalog('catalog.yaml', content)).toThrow('catalog.yaml: items[1].key: "A" occurs twice');
});

it('rejects a prerequisite that the catalog lacks, and one that requires the credential itself', () => {
  const item = (key: string, ...anyOf: string[]) => ({
    key,
    codes: [],
    name: key,
    kind: 'certification',
    level: 'expert',
    source: 'microsoft-learn',
    validity: 'P1Y',
    prerequisite: { anyOf },
  });
  const read = (...items: unknown[]) => readCatalog('catalog.yaml', { schema: 'item-catalogue/1', items });
  expect(() => read(item('A', 'B'))).toThrow('catalog.yaml: items[0].prerequisite: "B" is not in the catalog');
  expect(() => read(item('A', 'B'), item('B', 'C'), item('C', 'A'))).toThrow(
    'catalog.yaml: items[0].prerequisite: "A" needs itself',
  );
});

it('has a prerequisite for every expert credential that can be earned or could be since 2022', () => {
  const experts = catalog.credentials.filter(({ level, retirement }) => {
    return level === 'EXPERT' && (retirement === null || retirement.date > '2022-01-01');
  });
  expect(experts.filter(({ prerequisites }) => prerequisites.length === 0)).toEqual([]);
});
