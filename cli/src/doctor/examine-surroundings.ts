import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { faultOfIssuer, type IssuerAddress } from '@app/association/cli/issuer-facts';
import { readStandbyFacts } from '@app/credits/cli/standby-facts';
import type { DoctorSettings } from './environment.js';
import { type Finding, skipped } from './finding.js';
import { faultOfRequest, readGatewayFacts } from './gateway-facts.js';
import { judgeGateway } from './judge-gateway.js';
import { type FolderFacts, judgeExportsFolder, judgeIssuer, judgeService, judgeStandby } from './judgments.js';
import type { ServiceSettings } from './service-settings.js';

const MILLISECONDS = 5_000;

/** The services at the addresses by which they find each other. */
export async function examineServices(settings: DoctorSettings): Promise<Finding[]> {
  const addresses = {
    identity: settings.IDENTITY_URL,
    association: settings.ASSOCIATION_URL,
    credits: settings.CREDITS_URL,
  };
  return Promise.all(
    Object.entries(addresses).map(async ([service, url]) => judgeService(service, await faultOfService(url))),
  );
}

async function faultOfService(url: string): Promise<string | null> {
  try {
    const { status } = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(MILLISECONDS), redirect: 'error' });
    return status === 200 ? null : `it answers ${status}`;
  } catch (error) {
    return faultOfRequest(error);
  }
}

/** The gateway, at the address by which other processes find it. */
export async function examineGateway(settings: DoctorSettings): Promise<Finding[]> {
  return [judgeGateway(await readGatewayFacts(settings.GATEWAY_URL ?? settings.PUBLIC_URL))];
}

/** The issuer of work accounts and those of the learning sources. */
export async function examineIssuers(own: DoctorSettings, { association }: ServiceSettings): Promise<Finding[]> {
  const insecure = own.NODE_ENV !== 'production';
  const issuers: (IssuerAddress & { readonly setting: string })[] = [
    { setting: 'WORK_ISSUER', ...workIssuerOf(own), insecure },
  ];
  const { settings } = association;
  if (settings !== undefined) {
    issuers.push(
      { setting: 'LEARN_ISSUER', ...settings.learn },
      { setting: 'UNIVERSITY_ISSUER', ...settings.university },
    );
  }
  return Promise.all(
    issuers.map(async (address) => judgeIssuer(address.setting, address.issuer, await faultOfIssuer(address))),
  );
}

/** The issuer of the settings, or the development provider, as the gateway finds it. */
function workIssuerOf({ WORK_ISSUER: issuer, WORK_DISCOVERY_URL: discoveryUrl, ...own }: DoctorSettings) {
  if (issuer !== undefined) return { issuer, discoveryUrl: discoveryUrl ?? null };
  const { DEV_ISSUER_URL: provider, DEV_ISSUER_INTERNAL_URL: inside = provider } = own;
  return { issuer: `${provider}/work`, discoveryUrl: discoveryUrl ?? `${inside}/work` };
}

/** The reporting standby, where one is set. */
export async function examineStandby({ REPORTING_DATABASE_URL: url }: DoctorSettings): Promise<Finding[]> {
  return [judgeStandby(url === undefined ? null : await readStandbyFacts(url))];
}

/** The disk of exports. */
export async function examineExportsFolder({ credits }: ServiceSettings): Promise<Finding[]> {
  if (credits.settings === undefined) return [skipped('disk of EXPORTS_DIR', 'The settings of credits are not valid.')];
  return [judgeExportsFolder(await folderFacts(credits.settings.exportsFolder))];
}

async function folderFacts(folder: string): Promise<FolderFacts> {
  try {
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    return { free: bavail * bsize };
  } catch (error) {
    return { fault: (error as { code?: string }).code ?? 'unknown' };
  }
}
