import type { SignInAccounts } from '../../src/accounts.js';

export const tenantId = '7d3f5b1e-0c52-4c0e-9a5e-2f6a1c0b9d41';

export const wanjiru = {
  login: 'wanjiru.kamau@baobab.example',
  displayName: 'Wanjiru Kamau',
  tenantId,
  objectId: '0f8e2f6a-6a43-4f0b-8a6e-5c1f2f3f7a10',
};
export const learner = {
  login: 'wanjiru@home.example',
  displayName: 'Wanjiru Kamau',
  subject: 'learn-1',
  profileId: '2041187',
};
export const trainee = {
  login: 'trainee@home.example',
  displayName: 'Wanjiru Kamau',
  subject: 'university-1',
  profileId: 'PU_77-a',
};
export const machine = {
  clientId: 'baobab-reporting',
  clientSecret: 'baobab-reporting-secret',
  tenantId,
  objectId: '1a2b3c4d-0000-4000-8000-000000000001',
  permissions: ['reports:read', 'exports:run'],
};

/** One ordinary person everywhere, and learning accounts that R6 rejects. */
export const accounts: SignInAccounts = {
  work: [
    wanjiru,
    {
      login: 'o.brien@baobab.example',
      displayName: "Síle O'Brien <b>",
      tenantId,
      objectId: '0f8e2f6a-6a43-4f0b-8a6e-5c1f2f3f7a11',
    },
  ],
  learn: [
    learner,
    { login: 'no-id@home.example', displayName: 'No Id', subject: 'learn-2', profileId: null },
    { login: 'odd-id@home.example', displayName: 'Odd Id', subject: 'learn-3', profileId: '0-no-number' },
    {
      login: 'no-account@home.example',
      displayName: 'No Account',
      subject: 'learn-4',
      profileId: null,
      noAccount: true,
    },
  ],
  university: [trainee],
  machines: [machine],
};
