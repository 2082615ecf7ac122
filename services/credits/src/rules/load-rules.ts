import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Catalogue } from '../domain/catalogue.js';
import type { RuleSet } from '../domain/rule-set.js';
import type { Specialization } from '../domain/specialization.js';
import { readCatalogue } from './catalogue-file.js';
import { RuleFileError } from './rule-file.js';
import { readRuleSet } from './rule-set-file.js';
import { readSpecializations } from './specializations-file.js';

/** Everything that scoring rests on; newest rule set first. */
export type Rules = {
  readonly catalogue: Catalogue;
  readonly ruleSets: readonly RuleSet[];
  readonly specializations: readonly Specialization[];
};

const FOLDER = new URL('../../rules/', import.meta.url);
const CATALOGUE = 'catalogue.yaml';
const SPECIALIZATIONS = 'specializations.yaml';

/** Reads and checks the rule data of the service: a new file with a rule set needs no change of code. */
export function loadRules(folder: URL = FOLDER): Rules {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const catalogue = readCatalogue(CATALOGUE, contentOf(folder, CATALOGUE));
  const ruleSets = files
    .filter((file) => file !== CATALOGUE && file !== SPECIALIZATIONS)
    .map((file) => ({ file, ruleSet: readRuleSet(file, contentOf(folder, file), catalogue) }))
    .sort((a, b) => (a.ruleSet.effectiveFrom < b.ruleSet.effectiveFrom ? 1 : -1));
  ruleSets.forEach(({ file, ruleSet }, index) => {
    const later = ruleSets[index - 1]?.ruleSet;
    if (later && (ruleSet.effectiveTo === null || ruleSet.effectiveTo > later.effectiveFrom)) {
      throw new RuleFileError(file, [{ path: 'effectiveTo', reason: `overlaps with rule set ${later.id}` }]);
    }
  });
  const designations = new Set(ruleSets.flatMap(({ ruleSet }) => ruleSet.areas.map(({ id }) => id)));
  const content = contentOf(folder, SPECIALIZATIONS);
  const specializations = readSpecializations(SPECIALIZATIONS, content, { catalogue, designations });
  return { catalogue, ruleSets: ruleSets.map(({ ruleSet }) => ruleSet), specializations };
}

function contentOf(folder: URL, file: string): unknown {
  try {
    return parse(readFileSync(new URL(file, folder), 'utf8'));
  } catch (error) {
    throw new RuleFileError(file, [{ path: '', reason: (error as Error).message }]);
  }
}
