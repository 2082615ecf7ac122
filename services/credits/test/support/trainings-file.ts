import { aProfile } from './credits.js';

/** The columns of the vendor's export, in the order of the download page. */
export const TRAININGS = [
  ...['TrainingActivityId', 'TrainingTitle', 'TrainingType', 'IndividualFirstName', 'IndividualLastName', 'Email'],
  ...['CorpEmail', 'TrainingCompletionDate', 'Month', 'IcMCP', 'MCPID', 'MPNId', 'PartnerName', 'PartnerCityLocation'],
  ...['PartnerCountryLocation', 'ExpirationDate', 'ActivationStatus'],
];

/** The columns in the order of the vendor's system query. */
export const SYSTEM_QUERY = [
  ...['PGAMpnId', 'TrainingActivityId', 'TrainingTitle', 'TrainingType', 'IndividualFirstName', 'IndividualLastName'],
  ...['Email', 'CorpEmail', 'TrainingCompletionDate', 'ExpirationDate', 'ActivationStatus', 'Month', 'IcMCP', 'MCPID'],
  ...['MpnId', 'PartnerName', 'PartnerCityLocation', 'PartnerCountryLocation'],
];

const CELLS: Record<string, string> = {
  TrainingActivityId: '3051',
  TrainingTitle: 'Azure Administrator Associate',
  TrainingType: 'Certification',
  Email: 'person@example.org',
  TrainingCompletionDate: '2026-05-04  10:00:22',
  Month: 'May-26',
  IcMCP: '1',
  MPNId: '1234567',
  PartnerName: 'Contoso, Ltd',
  PartnerCityLocation: 'Reading',
  PartnerCountryLocation: 'United Kingdom',
  ExpirationDate: '2027-05-04  10:00:22',
  ActivationStatus: 'Active',
};

type Layout = { readonly columns?: readonly string[]; readonly delimiter?: string };

/** A row of the vendor's export; cells that are not given are valid, of a profile of its own. */
function trainingRow(cells: Record<string, string> = {}, { columns = TRAININGS, delimiter = ',' }: Layout = {}) {
  const row: Record<string, string> = { ...CELLS, MCPID: aProfile(), ...cells };
  return columns
    .map((name) => row[name] ?? '')
    .map((cell) => (/["\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(delimiter);
}

/** A file of the vendor's export with these rows. */
export function trainingsFile(rows: readonly Record<string, string>[], layout: Layout = {}): string {
  const { columns = TRAININGS, delimiter = ',' } = layout;
  return [columns.join(delimiter), ...rows.map((cells) => trainingRow(cells, layout)), ''].join('\r\n');
}
