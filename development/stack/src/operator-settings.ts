import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from './moved-clock.js';

/** Variables of the product, as far as a developer may have set them for the stack. */
const SETTING =
  /^(NODE_ENV|PUBLIC_URL|FRONTEND_ORIGINS|REPORT_DAY|EMBEDDED_WORKERS|EXPORTS_DIR|PLATFORM_TENANT_ID|CREDIT_DEADLINE_DAYS|(WORK|LEARN|UNIVERSITY|DEV_ISSUER|ASSOCIATIONS?|IDENTITY|CREDITS|WEBHOOK|S3|REPORTING|DEMONSTRATION)_\w+)$/;

/**
 * Writes the settings that the program of operators reads in a checkout (cli/src/checkout-settings.ts), readable by the
 * owner only: those that the stack made, and those of the product that it inherited.
 */
export function writeOperatorSettings(dataDir: string, settings: Record<string, string>, inherited: Environment): void {
  const lines = Object.entries(settings)
    .filter(([name, value]) => inherited[name] !== value || SETTING.test(name))
    .map(([name, value]) => `${name}=${quoted(value)}\n`);
  const file = join(dataDir, 'operator.env');
  // Of a file that is there the mode would stay.
  rmSync(file, { force: true });
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}

function quoted(value: string): string {
  const quote = ["'", '`', '"'].find((one) => !value.includes(one)) ?? '"';
  return `${quote}${value}${quote}`;
}
