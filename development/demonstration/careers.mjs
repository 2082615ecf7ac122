/**
 * What people of an organization specialize in, by weight, and the credentials that go with it, the likelier first. Harbour
 * has no further person for AVD and AZ-SAP, so that it stays a person short.
 */
export const CAREERS = {
  nordlicht: [
    { weight: 4, codes: ['AZ-ADMIN', 'AZ-NET', 'WS-HYBRID', 'AZ-ARCH', 'AVD', 'AZ-SAP'] },
    { weight: 3, codes: ['SEC-OPS', 'AZ-SEC', 'IAM', 'CYBER-ARCH', 'CLOUD-AI-SEC', 'INFO-SEC'] },
    { weight: 2, codes: ['AZ-ADMIN', 'AZ-DEV', 'AZ-DEVOPS', 'GH-ACTIONS', 'AI-CLOUD-DEV', 'GH-SEC'] },
    { weight: 1, codes: ['TEAMS-ADMIN', 'ENDPOINT', 'M365-ADMIN-EXP', 'M365-FUND'] },
  ],
  harbour: [
    {
      weight: 4,
      codes: ['TEAMS-ADMIN', 'ENDPOINT', 'M365-ADMIN-EXP', 'M365-FUND', 'COLLAB-COMM', 'COPILOT-AGENT-FUND'],
    },
    { weight: 3, codes: ['D365-BC', 'D365-FIN', 'PP-FC', 'D365-CXA', 'AGENTIC-ARCH', 'D365-BC-DEV'] },
    { weight: 2, codes: ['AZ-ADMIN', 'AZ-NET', 'WS-HYBRID', 'AZ-ARCH'] },
    { weight: 1, codes: ['PBI-DA', 'FAB-DE', 'AZ-DBA'] },
  ],
  baobab: [
    { weight: 5, codes: ['PBI-DA', 'FAB-DE', 'FAB-AE', 'AZ-DBA', 'AZ-DS', 'SQL-AI', 'DATABRICKS-DE', 'AZ-AIENG'] },
    { weight: 2, codes: ['AZ-ADMIN', 'AZ-ARCH', 'COSMOS', 'AI-APPS-AGENTS', 'MLOPS'] },
    { weight: 2, codes: ['PP-DEV', 'PP-FC', 'PP-ARCH', 'AGENTIC-ARCH', 'PBI-DA'] },
    { weight: 1, codes: ['GH-ACTIONS', 'GH-ADMIN', 'AZ-DEV', 'GH-COPILOT'] },
  ],
};

/** Credentials that can be earned at most or at least so many days ago: they are new, or retired since. */
export const NEWEST = {
  'AZ-DS': 175,
  'AZ-AIENG': 150,
  'AZ-SEC': 90,
  'AZ-DEV': 120,
  'PP-FC': 90,
  'D365-CXA': 120,
  'M365-FUND': 240,
};
export const OLDEST = {
  ...{ 'CLOUD-AI-SEC': 160, 'AI-CLOUD-DEV': 150, 'INFO-SEC': 170, 'SQL-AI': 140, 'AI-APPS-AGENTS': 150, MLOPS: 140 },
  ...{ 'AGENTIC-ARCH': 180, 'COPILOT-AGENT-FUND': 200, 'GH-COPILOT': 300 },
};
/** They never expire. */
export const FOR_GOOD = ['M365-FUND', 'COPILOT-AGENT-FUND'];

const figure = (designation, metric, values) =>
  values.map(([holdsFromDaysAgo, value]) => ({ designation, metric, value, holdsFromDaysAgo }));

/** What partners are measured by besides their people. Harbour has 32 points for infrastructure: with 36 it is two short. */
export const FIGURES = {
  nordlicht: [
    ...figure(null, 'smbCustomerPercent', [
      [600, 35],
      [190, 41],
    ]),
    ...figure(null, 'totalAcrUsd', [
      [600, 84000],
      [300, 132000],
    ]),
    ...figure('infrastructure', 'netCustomerAdds.customers', [
      [590, 1],
      [420, 2],
      [250, 3],
    ]),
    ...figure('infrastructure', 'usageGrowth.growthPercent', [
      [590, 4],
      [400, 9.5],
      [200, 16],
      [62, 18],
    ]),
    ...figure('infrastructure', 'deployments.services', [
      [590, 3],
      [300, 4],
      [120, 5],
    ]),
    ...figure('digital-app-innovation', 'netCustomerAdds.customers', [[350, 1]]),
    ...figure('digital-app-innovation', 'usageGrowth.growthPercent', [
      [350, 6],
      [90, 7.5],
    ]),
    ...figure('digital-app-innovation', 'deployments.services', [[350, 2]]),
    ...figure('security', 'netCustomerAdds.customers', [
      [500, 4],
      [150, 6],
    ]),
    ...figure('security', 'usageGrowth.acrGrowthUsd', [
      [500, 6000],
      [150, 9000],
    ]),
    ...figure('security', 'usageGrowth.protectedUsersGrowth', [[150, 800]]),
    ...figure('security', 'deployments.deployments', [
      [500, 2],
      [100, 3],
    ]),
  ],
  harbour: [
    ...figure(null, 'smbCustomerPercent', [[590, 52]]),
    ...figure(null, 'totalAcrUsd', [[590, 41000]]),
    ...figure('infrastructure', 'netCustomerAdds.customers', [
      [560, 1],
      [210, 2],
    ]),
    ...figure('infrastructure', 'usageGrowth.growthPercent', [
      [560, 3],
      [150, 8],
    ]),
    ...figure('infrastructure', 'deployments.services', [
      [560, 1],
      [330, 2],
    ]),
    ...figure('modern-work', 'netCustomerAdds.tenantsOver300', [
      [540, 2],
      [200, 4],
    ]),
    ...figure('modern-work', 'usageGrowth.cporUsers', [
      [540, 320],
      [240, 560],
      [80, 710],
    ]),
    ...figure('modern-work', 'deployments.cpor', [
      [540, 2],
      [180, 4],
    ]),
    ...figure('business-applications', 'largeWorkloads', [[400, 6]]),
    ...figure('business-applications', 'netCustomerAdds.customers', [[400, 2]]),
    ...figure('business-applications', 'baselineConsumption', [[400, 61000]]),
    ...figure('business-applications', 'usageGrowth.growthPercent', [[400, 11]]),
  ],
  baobab: [
    ...figure(null, 'smbCustomerPercent', [
      [480, 72],
      [140, 86],
    ]),
    ...figure(null, 'totalAcrUsd', [[480, 38000]]),
    ...figure('data-ai', 'netCustomerAdds.customers', [
      [470, 1],
      [230, 3],
    ]),
    ...figure('data-ai', 'usageGrowth.growthPercent', [
      [470, 8],
      [160, 15],
    ]),
    ...figure('data-ai', 'deployments.services', [
      [470, 2],
      [100, 4],
    ]),
    ...figure('business-applications', 'largeWorkloads', [[450, 2]]),
    ...figure('business-applications', 'netCustomerAdds.customers', [[450, 2]]),
    ...figure('business-applications', 'baselineConsumption', [[450, 31000]]),
    ...figure('business-applications', 'usageGrowth.growthPercent', [[450, 12]]),
    ...figure('business-applications', 'deployments.deployments', [[450, 3]]),
  ],
};
