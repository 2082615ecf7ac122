import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadRules, readRuleFile } from '../../../src/rules/store/load-rules.js';

const rules = loadRules();
const folder = mkdtempSync(join(tmpdir(), 'rules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function reading(text: string): () => unknown {
  const file = join(folder, 'some.yaml');
  writeFileSync(file, text);
  return () => readRuleFile(file, rules);
}

const RULE_SET = `
schema: designation-ruleset/1
id: '2030-01'
effectiveFrom: '2030-01-01'
effectiveTo: '2029-01-01'
qualification: {minScore: '70', everyMetricAbove: '0', note: a remark}
areas:
  - id: security
    name: Security
    trackPolicy: {mode: single, note: a remark}
    metrics:
      - id: intermediate
        category: skilling
        kind: people
        max: '60'
        tracks:
          enterprise:
            steps:
              - {id: 1, people: 2, anyOf: [NO-SUCH, {cert: IAM, from: '2026-02-30'}]}
              - {id: 2, perPersn: '4', requires: [7], anyOf: [IAM], peopleStatus: a remark}
      - id: usageGrowth
        category: customer-success
        kind: linear
        max: twenty
        tracks: {enterprise: {combine: best, options: [{id: users, fullAt: '0'}]}}
`;

it('reports every fault of a rule set at once, each with its position', () => {
  let message = '';
  try {
    reading(RULE_SET)();
  } catch (error) {
    message = (error as Error).message;
  }
  const steps = 'areas[0].metrics[0].tracks.enterprise.steps';
  for (const line of [
    `some.yaml: ${steps}[0].anyOf[0]: "NO-SUCH" is not in the catalog`,
    `some.yaml: ${steps}[0].anyOf[1]`,
    `some.yaml: ${steps}[1]: Unrecognized key: "perPersn"`,
    'some.yaml: areas[0].metrics[1].max: "twenty" is not an exact number such as 4, 40/6 or 79.999',
    'some.yaml: areas[0].metrics[1].tracks.enterprise.options[0].fullAt: fullAt must be above zero',
  ]) {
    expect(message).toContain(line);
  }
});

it.each([
  ['effectiveTo: is not after effectiveFrom', /effectiveTo: '2029-01-01'/, "effectiveTo: '2029-01-01'"],
  ['areas[0].metrics: the maxima do not add up to 100', /max: '100'/, "max: '99'"],
  ['areas[0].metrics[0].tracks.enterprise.steps[0].requires: there is no step 7', /id: 1,/, 'id: 1, requires: [7],'],
  [
    'areas[0].metrics[0].tracks.enterprise.steps[0].perPerson: points are never negative',
    /id: 1,/,
    "id: 1, perPerson: '-1',",
  ],
  [
    'areas[0].metrics[0].tracks.enterprise.steps[0]: until is not after from',
    /id: 1,/,
    "id: 1, from: '2030-02-01', until: '2030-02-01',",
  ],
])('finds that %s', (fault, place, wrong) => {
  const sound = `
schema: designation-ruleset/1
id: '2030-01'
effectiveFrom: '2030-01-01'
${fault.startsWith('effectiveTo') ? "effectiveTo: '2029-01-01'" : ''}
qualification: {minScore: '70', everyMetricAbove: '0'}
areas:
  - {id: a, name: A, trackPolicy: {mode: single}, metrics: [{id: m, category: skilling, kind: people, max: '100', tracks: {enterprise: {steps: [{id: 1, anyOf: [IAM]}]}}}]}
`;
  expect(reading(sound.replace(place, wrong))).toThrow(`some.yaml: ${fault}`);
  expect(reading(sound.replace("effectiveTo: '2029-01-01'", ''))()).toMatchObject({ id: '2030-01' });
});

it.each([
  ['a file that is no rule file', 'a: 1', 'some.yaml: schema: is none of item-catalogue/1'],
  ['a file that is not YAML', 'a: [1', 'some.yaml: (whole file): '],
  ['a catalog with a fault', 'schema: item-catalogue/1\nitems: {}', 'some.yaml: items: '],
  ['specializations with a fault', 'schema: specializations/1\nspecializations: {}', 'some.yaml: specializations: '],
])('rejects %s', (_what, text, message) => {
  expect(reading(text)).toThrow(message);
});

it('names a missing file', () => {
  expect(() => readRuleFile(join(folder, 'nowhere.yaml'), rules)).toThrow('nowhere.yaml: (whole file): ENOENT');
});
