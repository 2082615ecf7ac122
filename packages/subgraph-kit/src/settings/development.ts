/** Defaults outside production: the development sign-in provider and its platform. */
export const development = {
  publicUrl: 'http://localhost:4000',
  providerUrl: 'http://localhost:4010',
  audience: 'api://skill-link',
  webClient: { id: 'skill-link-web', secret: 'development-only-web' },
  platformTenantId: '123d8fe4-60dc-4cfb-a985-9b2b59a82961',
} as const;
