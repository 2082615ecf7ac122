import { development } from '@app/subgraph-kit/settings/development';
import { httpUrl } from '@app/subgraph-kit/settings/environment';
import { databaseUrl } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';

/** Kept as written: issuers are compared character by character. */
function address() {
  const meaning = 'an http or https address';
  return z.string(meaning).refine((text) => /^https?:\/\/[^\s/]+\S*$/.test(text) && URL.canParse(text), meaning);
}

/** The settings that the doctor reads beside those of the services. */
export const doctorEnvironment = z.object({
  NODE_ENV: z.string().default('development'),
  WORK_ISSUER: address().optional(),
  WORK_DISCOVERY_URL: address().optional(),
  DEV_ISSUER_URL: httpUrl().default(development.providerUrl),
  DEV_ISSUER_INTERNAL_URL: httpUrl().optional(),
  IDENTITY_URL: httpUrl().default('http://127.0.0.1:4001'),
  ASSOCIATION_URL: httpUrl().default('http://127.0.0.1:4002'),
  CREDITS_URL: httpUrl().default('http://127.0.0.1:4003'),
  GATEWAY_URL: httpUrl().optional(),
  PUBLIC_URL: httpUrl().default(development.publicUrl),
  REPORTING_DATABASE_URL: databaseUrl('reporting_watchdog on the reporting standby').optional(),
});

/** What the doctor reads beside the settings of the services. */
export type DoctorSettings = z.output<typeof doctorEnvironment>;
