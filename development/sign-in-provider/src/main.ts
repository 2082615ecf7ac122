import { accountsOf } from './accounts.js';
import { readDemonstration } from './demonstration.js';
import { readSettings } from './environment.js';
import { startSignInProvider } from './start.js';

/** Faults of a listener, by error code, with the setting to change. */
const FAULTS: Record<string, string> = {
  EADDRINUSE: 'DEV_ISSUER_PORT: another program has this port',
  EACCES: 'DEV_ISSUER_PORT: this process may not use this port',
  ENOTFOUND: 'DEV_ISSUER_HOST: this machine has no such address',
  EADDRNOTAVAIL: 'DEV_ISSUER_HOST: this machine has no such address',
};

try {
  const settings = readSettings(process.env);
  const provider = await startSignInProvider({
    port: settings.DEV_ISSUER_PORT,
    host: settings.DEV_ISSUER_HOST,
    ...(settings.DEV_ISSUER_URL === undefined ? {} : { publicUrl: settings.DEV_ISSUER_URL }),
    gatewayUrl: settings.PUBLIC_URL,
    frontendOrigins: settings.FRONTEND_ORIGINS,
    audience: settings.WORK_AUDIENCE,
    accounts: accountsOf(readDemonstration(settings.DEMONSTRATION_FILE)),
  });
  console.log(JSON.stringify({ level: 'info', service: 'sign-in-provider', msg: 'ready', url: provider.url }));

  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    provider.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
} catch (error) {
  const { code, message } = error as Error & { code?: string };
  console.error(FAULTS[code ?? ''] ?? message);
  process.exit(1);
}
