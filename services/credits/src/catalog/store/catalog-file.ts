import { z } from 'zod';
import { Catalog, type Credential } from '../domain/catalog.js';
import { faultsOf } from './catalog-faults.js';
import { type CatalogItem, catalogItem } from './catalog-item.js';
import { versionOf } from './catalog-version.js';
import { checkRuleFile, RuleFileError, withoutRemarks } from './rule-file.js';
import { type EndOfDay, endOf, endOfDayField } from './vendor-calendar.js';

const catalogFile = z
  .strictObject({
    schema: z.literal('item-catalogue/1'),
    retirementEnds: endOfDayField.optional(),
    items: z.array(catalogItem),
  })
  .transform(({ retirementEnds, items }, context) => {
    const dated = items.findIndex((one) => one.retirement !== undefined || one.exams?.some(({ lastDay }) => lastDay));
    if (retirementEnds || dated < 0) return { items, retirementEnds: retirementEnds ?? UNUSED };
    const message = `is needed: items[${dated}] has a last day, and the file does not say when a day of the vendor ends`;
    context.addIssue({ code: 'custom', path: ['retirementEnds'], message });
    return z.NEVER;
  });
/** No item has a last day. */
const UNUSED: EndOfDay = { at: '23:59', timeZone: 'UTC' };

/** Reads the catalog from the parsed content of its file. */
export function readCatalog(file: string, content: unknown): Catalog {
  const { items, retirementEnds } = checkRuleFile(file, catalogFile, withoutRemarks(content));
  const faults = faultsOf(items);
  if (faults.length > 0) throw new RuleFileError(file, faults);
  const credentials = items.map((one) => credentialOf(one, retirementEnds));
  return new Catalog(credentials, versionOf(credentials));
}

function credentialOf(one: CatalogItem, ends: EndOfDay): Credential {
  const { retirement } = one;
  const examSets = one.exams ?? one.codes.map((code) => ({ allOf: [code], lastDay: null }));
  return {
    code: one.key,
    title: one.name,
    aliases: one.aliases,
    examCodes: one.codes,
    kind: one.kind,
    level: one.level,
    source: one.source,
    validity: one.validity,
    retirement: retirement ? { ...retirement, until: endOf(retirement.date, ends) } : null,
    supersededBy: one.replacedBy,
    prerequisites: one.prerequisite?.anyOf ?? [],
    examSets: examSets.map(({ allOf, lastDay }) => ({ exams: allOf, until: lastDay && endOf(lastDay, ends) })),
  };
}
