import { development } from '@app/subgraph-kit/settings/development';
import {
  defaultOrigins,
  EVERY_FAULT,
  host,
  httpUrl,
  origins,
  port,
  providerFaults,
  publicUrlFault,
  readEnvironment,
  readEnvironmentOrExit,
  wholeNumber,
} from '@app/subgraph-kit/settings/environment';
import { folderWith, rotatedSecret, signingKey, trustedProxies } from '@app/subgraph-kit/settings/setting-values';
import { z } from 'zod';

// The libraries of Apollo read this variable at start and would report usage to their vendor.
process.env.APOLLO_TELEMETRY_DISABLED = 'true';

/** The addresses of the subgraphs, by their names in the supergraph. */
export type SubgraphUrls = Readonly<Record<string, string>>;

/** The settings of the web application, which the gateway serves and signs people in for. */
export type WebSettings = {
  /** The folder of the built application. */
  root: string;
  /** The first seals sessions, each opens them. */
  sessionSecrets: readonly string[];
  clientId: string;
  clientSecret: string;
};

/** The settings of a gateway. */
export type GatewaySettings = {
  production: boolean;
  port: number;
  publicUrl: string;
  /** Issuer of work-account tokens, compared exactly; `{tenantid}` stands for the `tid` claim. */
  workIssuer: string;
  workAudience: string;
  workDiscoveryUrl: string;
  platformTenantId: string;
  frontendOrigins: readonly string[];
  subgraphs: SubgraphUrls;
  /** JWK text, Ed25519, private. */
  internalSigningKey: string;
  /** Operations per caller; 0 switches the limit off. */
  rateLimitPerMinute: number;
  /** Addresses and networks of the proxies whose forwarding header is read. */
  trustedProxies: readonly string[];
  metricsPort: number;
  /** Where metrics are served outside production; there on every address. */
  metricsHost?: string;
  /** `compiled`: by the gateway itself. `apollo`: by @apollo/gateway, with the faults of ADR 0018. */
  execution: 'compiled' | 'apollo';
  /** Where GraphiQL and the other pages of development are served; ignored in production. */
  consoleUrl: string | undefined;
  /** Undefined where the gateway serves no application: then there are no sessions. */
  web: WebSettings | undefined;
};

const WORK_PROVIDER = {
  issuer: 'WORK_ISSUER',
  discovery: 'WORK_DISCOVERY_URL',
  ours: ['WORK_AUDIENCE', 'PLATFORM_TENANT_ID'],
};
const NO_DISCOVERY = 'where to discover an issuer that is a template ({tenantid})';
const WITH_WEB_ROOT = 'has to be set together with WEB_ROOT';
const ENTRA = 'https://login.microsoftonline.com/';
const ENTRA_ONLY = 'with WEB_ROOT, an issuer that is a template ({tenantid}) is of https://login.microsoftonline.com';

/** An address without normalization: issuers are compared exactly, a slash at the end included. */
const literalUrl = (meaning: string, placeholder = '') =>
  z
    .string(meaning)
    .refine((text) => /^https?:\/\/[^\s/]+\S*$/.test(text) && URL.canParse(text), meaning)
    // Any other placeholder would be compared literally, and no token would ever match.
    .refine(
      (text) => !/[{}]/.test(text.replaceAll(placeholder, '')),
      placeholder === '' ? 'has no placeholder' : `its only placeholder is ${placeholder}`,
    );

export const environment = z
  .object({
    NODE_ENV: z.string().default('development'),
    PORT: port(4000),
    PUBLIC_URL: httpUrl().optional(),
    WORK_ISSUER: literalUrl('the issuer of work-account tokens', '{tenantid}').optional(),
    WORK_AUDIENCE: z.string('the audience of work-account tokens').optional(),
    WORK_DISCOVERY_URL: literalUrl('an http or https address').optional(),
    PLATFORM_TENANT_ID: z.string("the tenant of the platform's operators").optional(),
    DEV_ISSUER_URL: httpUrl().default(development.providerUrl),
    DEV_ISSUER_INTERNAL_URL: httpUrl().optional(),
    FRONTEND_ORIGINS: origins().optional(),
    IDENTITY_URL: httpUrl().default('http://127.0.0.1:4001'),
    ASSOCIATION_URL: httpUrl().default('http://127.0.0.1:4002'),
    CREDITS_URL: httpUrl().default('http://127.0.0.1:4003'),
    INTERNAL_SIGNING_KEY: signingKey(),
    RATE_LIMIT_PER_MINUTE: wholeNumber(6000, 0, 10_000_000),
    TRUSTED_PROXIES: trustedProxies(),
    METRICS_PORT: port(9464),
    HOST: host(),
    GATEWAY_EXECUTION: z.enum(['compiled', 'apollo'], 'compiled or apollo').default('compiled'),
    CONSOLE_URL: httpUrl().optional(),
    WEB_ROOT: folderWith('index.html', 'trusted-documents.json').optional(),
    SESSION_SECRET: rotatedSecret().optional(),
    WEB_CLIENT_ID: z.string('our client id at the work issuer').optional(),
    WEB_CLIENT_SECRET: z.string('the secret of that client').optional(),
  })
  .superRefine((values, context) => {
    const fault = (name: string, message: string | undefined) => {
      if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message });
    };
    const production = values.NODE_ENV === 'production';
    fault('PUBLIC_URL', publicUrlFault(values.PUBLIC_URL, production));
    for (const [name, message] of providerFaults(values, WORK_PROVIDER, production)) fault(name, message);
    if (values.WORK_ISSUER?.includes('{tenantid}') && values.WORK_DISCOVERY_URL === undefined)
      fault('WORK_DISCOVERY_URL', NO_DISCOVERY);
    for (const [name, message] of webFaults(values)) fault(name, message);
  }, EVERY_FAULT)
  .transform(
    (values): GatewaySettings => ({
      production: values.NODE_ENV === 'production',
      port: values.PORT,
      publicUrl: values.PUBLIC_URL ?? development.publicUrl,
      ...workIssuerOf(values),
      workAudience: values.WORK_AUDIENCE ?? development.audience,
      platformTenantId: values.PLATFORM_TENANT_ID ?? development.platformTenantId,
      frontendOrigins:
        values.FRONTEND_ORIGINS ??
        defaultOrigins(values.PUBLIC_URL ?? development.publicUrl, values.NODE_ENV === 'production'),
      subgraphs: { identity: values.IDENTITY_URL, association: values.ASSOCIATION_URL, credits: values.CREDITS_URL },
      internalSigningKey: values.INTERNAL_SIGNING_KEY,
      rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
      trustedProxies: values.TRUSTED_PROXIES,
      metricsPort: values.METRICS_PORT,
      metricsHost: values.HOST,
      execution: values.GATEWAY_EXECUTION,
      consoleUrl: values.CONSOLE_URL,
      web: webOf(values),
    }),
  );

/** Reads the settings from an environment; throws with every fault named. */
export function gatewaySettings(source: Record<string, string | undefined>): GatewaySettings {
  return readEnvironment(environment, source);
}

/** Reads the settings of this process; prints every fault and ends the process with status 1. */
export function gatewaySettingsOrExit(): GatewaySettings {
  return readEnvironmentOrExit(environment, process.env);
}

type WebValues = {
  NODE_ENV: string;
  WORK_ISSUER?: string | undefined;
  WEB_ROOT?: string | undefined;
  SESSION_SECRET?: readonly string[] | undefined;
  WEB_CLIENT_ID?: string | undefined;
  WEB_CLIENT_SECRET?: string | undefined;
};

/** Faults of the settings that the application needs, by name. The development provider has a client for it. */
function* webFaults(values: WebValues): Iterable<[name: string, fault: string]> {
  const { NODE_ENV, WORK_ISSUER: issuer } = values;
  if (values.WEB_ROOT === undefined) return;
  if (values.SESSION_SECRET === undefined) yield ['SESSION_SECRET', WITH_WEB_ROOT];
  if (issuer === undefined && NODE_ENV !== 'production') return;
  if (values.WEB_CLIENT_ID === undefined) yield ['WEB_CLIENT_ID', WITH_WEB_ROOT];
  if (values.WEB_CLIENT_SECRET === undefined) yield ['WEB_CLIENT_SECRET', WITH_WEB_ROOT];
  if (issuer?.includes('{tenantid}') && !issuer.startsWith(ENTRA)) yield ['WORK_ISSUER', ENTRA_ONLY];
}

function webOf(values: WebValues): WebSettings | undefined {
  const { WEB_ROOT: root, SESSION_SECRET: sessionSecrets } = values;
  if (root === undefined || sessionSecrets === undefined) return undefined;
  const { WEB_CLIENT_ID: clientId, WEB_CLIENT_SECRET: clientSecret } = values;
  const { id, secret } = development.webClient;
  return { root, sessionSecrets, clientId: clientId ?? id, clientSecret: clientSecret ?? secret };
}

/** The issuer of the settings, or the development provider, which containers reach under another name than browsers. */
function workIssuerOf(values: {
  WORK_ISSUER?: string | undefined;
  WORK_DISCOVERY_URL?: string | undefined;
  DEV_ISSUER_URL: string;
  DEV_ISSUER_INTERNAL_URL?: string | undefined;
}): { workIssuer: string; workDiscoveryUrl: string } {
  const { WORK_ISSUER: issuer, WORK_DISCOVERY_URL: discovery, DEV_ISSUER_URL: provider } = values;
  if (issuer !== undefined) return { workIssuer: issuer, workDiscoveryUrl: discovery ?? issuer };
  const reached = discovery ?? `${values.DEV_ISSUER_INTERNAL_URL ?? provider}/work`;
  return { workIssuer: `${provider}/work`, workDiscoveryUrl: reached };
}
