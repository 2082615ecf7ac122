import { parse } from 'yaml';
import { loadRules } from '../../../src/rules/store/load-rules.js';
import { readSpecializations } from '../../../src/rules/store/specializations-file.js';

const { catalog, specializations } = loadRules();

function read(skilling: string, more = '') {
  const text = `
schema: specializations/1
specializations:
  - id: a
    name: A
    designation: {anyOf: [security]}
    skilling: ${skilling}
${more}`;
  return () => readSpecializations('some.yaml', parse(text), { catalog, designations: new Set(['security']) });
}

it('holds the specializations, most of them without a published rule', () => {
  expect(specializations).toHaveLength(35);
  expect(specializations.filter(({ skilling }) => skilling.kind === 'not-recovered').length).toBe(27);
});

it.each([
  ['{all: [{people: 6, anyOf: [IAM]}, {any: [{allPresent: [IAM]}, {notRecovered: true}]}]}'],
  ['{all: [{people: 6, anyOf: [IAM]}, {groups: [{people: 1, anyOf: []}]}], distinctPeople: true}'],
  ['{peopleTotal: 3, eachHeldByAtLeast: 1, anyOf: [IAM, SEC-OPS]}'],
])('reads %s', (skilling) => {
  expect(read(skilling)()).toHaveLength(1);
});

it.each([
  ['{}', 'specializations[0].skilling: is not exactly one of people, all, any'],
  ['six people', 'specializations[0].skilling: is not exactly one of'],
  ['{people: 1, any: []}', 'specializations[0].skilling: is not exactly one of'],
  ['{people: 0, anyOf: [IAM]}', 'specializations[0].skilling.people:'],
  ['{people: 1, anyOf: []}', 'specializations[0].skilling.anyOf:'],
  ['{people: 1, anyOf: [IAM], atLeast: 2}', 'specializations[0].skilling:'],
  ['{people: 1, anyOf: [NOPE]}', 'specializations[0].skilling.anyOf[0]: "NOPE" is not in the catalog'],
  ['{all: [{any: [{people: 1, anyOf: [NOPE]}]}]}', 'skilling.all[0].any[0].anyOf[0]: "NOPE" is not in the catalog'],
  ['{all: [{allPresent: [IAM]}], distinctPeople: true}', 'skilling.all[0]: with distinctPeople a part is people'],
  ['{notRecovered: false}', 'specializations[0].skilling.notRecovered:'],
])('rejects %s with file, path and reason', (skilling, message) => {
  expect(read(skilling)).toThrow(message);
  expect(read(skilling)).toThrow(/^some\.yaml: /);
});

it('rejects a duplicate specialization, an empty period, and a designation that no rule set has', () => {
  const again = `  - {id: a, name: B, effectiveFrom: '2026-07-01', effectiveTo: '2026-07-01', designation: {anyOf: [security]}, skilling: {notRecovered: true}}`;
  expect(read('{notRecovered: true}', again)).toThrow('specializations[1].id: "a" occurs twice');
  expect(read('{notRecovered: true}', again)).toThrow('specializations[1].effectiveTo: is not after effectiveFrom');
  const cheese = `  - {id: b, name: B, designation: {anyOf: [cheese]}, skilling: {notRecovered: true}}`;
  expect(read('{notRecovered: true}', cheese)).toThrow(
    'designation.anyOf[0]: "cheese" is a designation of no rule set',
  );
});
