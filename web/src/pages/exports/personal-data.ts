import { seesLinks, seesNamedCredits } from '../../app/roles.ts';
import type { ExportDataset, Role } from '../../graphql/documents.ts';

/** Whether one of the roles may export the data with names, addresses and profile ids of people. */
export function seesPeopleIn(dataset: ExportDataset, roles: readonly Role[]): boolean {
  return dataset === 'ASSOCIATIONS' ? seesLinks(roles) : seesNamedCredits(roles);
}
