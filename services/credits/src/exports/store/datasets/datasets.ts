import type { ExportContent, ExportDataset } from '../../domain/export-content.js';
import { ASSOCIATIONS } from './associations.dataset.js';
import { CREDITS } from './credits.dataset.js';
import type { Dataset } from './dataset.js';
import { LEARN_ANALYTICS } from './learn-analytics.dataset.js';
import { PARTNER_CENTER_TRAININGS, SKILLS_REPORT } from './skills-report.dataset.js';

const STANDARD: Record<ExportDataset, Dataset> = { SKILLS_REPORT, CREDITS, ASSOCIATIONS, LEARN_ANALYTICS };

/** The dataset of an export in its layout. */
export function datasetOf({ dataset, layout }: Pick<ExportContent, 'dataset' | 'layout'>): Dataset {
  return layout === 'STANDARD' ? STANDARD[dataset] : PARTNER_CENTER_TRAININGS;
}
