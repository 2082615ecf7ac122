import { readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import type { Catalog } from '../../catalog/domain/catalog.js';
import { readCatalog } from '../../catalog/store/catalog-file.js';
import { RuleFileError } from '../../catalog/store/rule-file.js';
import type { RuleSet } from '../domain/rule-set.js';
import type { Specialization } from '../domain/specialization.js';
import { readRuleSet } from './rule-set-file.js';
import { readSpecializations } from './specializations-file.js';

/** The rule data of the service; newest rule set first. */
export type Rules = {
  readonly catalog: Catalog;
  readonly ruleSets: readonly RuleSet[];
  readonly specializations: readonly Specialization[];
};

const FOLDER = new URL('../../../rules/', import.meta.url);
const CATALOG = 'catalog.yaml';
const SPECIALIZATIONS = 'specializations.yaml';

let ofTheService: Rules | undefined;

/**
 * The validated rule data of the service, which a process reads once, or those of another folder. A new rule set is a new
 * file and needs no change of code.
 */
export function loadRules(folder?: URL): Rules {
  if (folder !== undefined) return readRules(folder);
  ofTheService ??= readRules(FOLDER);
  return ofTheService;
}

function readRules(folder: URL): Rules {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort();
  const catalog = readCatalog(CATALOG, contentOf(new URL(CATALOG, folder)));
  const ruleSets = files
    .filter((file) => file !== CATALOG && file !== SPECIALIZATIONS)
    .map((file) => ({ file, ruleSet: readRuleSet(file, contentOf(new URL(file, folder)), catalog) }))
    .sort((a, b) => (a.ruleSet.effectiveFrom < b.ruleSet.effectiveFrom ? 1 : -1));
  ruleSets.forEach(({ file, ruleSet }, index) => {
    const later = ruleSets[index - 1]?.ruleSet;
    if (later && (ruleSet.effectiveTo === null || ruleSet.effectiveTo > later.effectiveFrom)) {
      throw new RuleFileError(file, [{ path: 'effectiveTo', reason: `overlaps with rule set ${later.id}` }]);
    }
  });
  const designations = new Set(ruleSets.flatMap(({ ruleSet }) => ruleSet.areas.map(({ id }) => id)));
  const content = contentOf(new URL(SPECIALIZATIONS, folder));
  const specializations = readSpecializations(SPECIALIZATIONS, content, { catalog, designations });
  return { catalog, ruleSets: ruleSets.map(({ ruleSet }) => ruleSet), specializations };
}

/**
 * Reads one file against the rule data in force and returns the rule set that it contains, if any. Throws every fault
 * found.
 */
export function readRuleFile(path: string, rules: Rules): RuleSet | undefined {
  const file = basename(path);
  const content = contentOf(pathToFileURL(resolve(path)));
  const { catalog, ruleSets } = rules;
  switch ((content as { schema?: unknown } | null)?.schema) {
    case 'item-catalogue/1':
      readCatalog(file, content);
      return undefined;
    case 'specializations/1': {
      const designations = new Set(ruleSets.flatMap(({ areas }) => areas.map(({ id }) => id)));
      readSpecializations(file, content, { catalog, designations });
      return undefined;
    }
    case 'designation-ruleset/1':
      return readRuleSet(file, content, catalog);
    default: {
      const reason = 'is none of item-catalogue/1, specializations/1, designation-ruleset/1';
      throw new RuleFileError(file, [{ path: 'schema', reason }]);
    }
  }
}

function contentOf(file: URL): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new RuleFileError(basename(file.pathname), [{ path: '', reason: (error as Error).message }]);
  }
}
