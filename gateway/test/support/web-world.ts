import { rmSync } from 'node:fs';
import { WEB_CLIENT } from '@app/sign-in-provider/clients';
import { type SignInProvider, startSignInProvider } from '@app/sign-in-provider/start';
import type { GatewaySettings } from '../../src/environment.js';
import { builtApplication } from './built-application.js';
import { type TestBrowser, testBrowser } from './test-browser.js';
import { TENANT } from './test-issuer.js';
import { startTestWorld, type TestGateway, type TestWorld } from './test-world.js';

export const SECRET = 'a secret of the sessions in tests, long enough';
export const ANNA = account('anna', '7a1d0c5e-0000-4000-8000-000000000001');
export const BEN = account('ben', '7a1d0c5e-0000-4000-8000-000000000002');
export const CARLA = account('carla', '7a1d0c5e-0000-4000-8000-000000000003');
/** The gateway as browsers see it. Nothing listens there: the way through the issuer ends before the gateway. */
export const PUBLIC_URL = 'http://localhost:1';
export const PUBLIC_URL_WITH_TLS = 'https://localhost:1';
/** Where a sign-in leads that fails, that is over, or whose cookie is missing. */
export const FAILED = `${PUBLIC_URL}/?sign-in=failed`;
export const OVER = `${PUBLIC_URL}/?sign-in=over`;
export const NO_COOKIE = `${PUBLIC_URL}/?sign-in=no-cookie`;

/** A gateway that serves an application, with the development sign-in provider as its issuer. */
export type WebWorld = {
  world: TestWorld;
  provider: SignInProvider;
  gateway: TestGateway;
  /** The folder of the application. */
  root: string;
  settings: Partial<GatewaySettings> & { web: NonNullable<GatewaySettings['web']> };
  /** Another gateway over the same world. */
  another(changes: Partial<GatewaySettings>): Promise<TestGateway>;
  /** A new browser, which shows the application of a gateway. */
  browser(at?: TestGateway, publicUrl?: string): TestBrowser;
  stop(): Promise<void>;
};

export async function startWebWorld(): Promise<WebWorld> {
  const world = await startTestWorld();
  const provider = await startSignInProvider({
    port: 0,
    gatewayUrl: PUBLIC_URL,
    frontendOrigins: [PUBLIC_URL_WITH_TLS],
    accounts: { work: [ANNA, BEN, CARLA], learn: [], university: [], machines: [] },
  });
  const root = builtApplication();
  const settings = {
    publicUrl: PUBLIC_URL,
    workIssuer: provider.issuers.work,
    workDiscoveryUrl: provider.issuers.work,
    web: { root, sessionSecrets: [SECRET], clientId: WEB_CLIENT.id, clientSecret: WEB_CLIENT.secret },
  };
  const gateway = await world.gateway(settings);
  return {
    world,
    provider,
    gateway,
    root,
    settings,
    another: (changes) => world.gateway({ ...settings, ...changes }),
    browser: (at = gateway, publicUrl = PUBLIC_URL) => testBrowser(at.url, publicUrl),
    stop: async () => {
      await world.stop();
      await provider.stop();
      rmSync(root, { recursive: true });
    },
  };
}

function account(name: string, objectId: string) {
  return { login: `${name}@contoso.example`, displayName: name, tenantId: TENANT, objectId };
}
