import { withCheckoutSettings } from './checkout-settings.js';
import { COMMANDS } from './commands/commands.js';
import { runProgram } from './program.js';

const stopping = new AbortController();
// The second signal ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stopping.abort());
// A reader that has seen enough, such as `head`.
process.stdout.on('error', () => process.exit(1));

process.exitCode = await runProgram(process.argv.slice(2), COMMANDS, {
  environment: withCheckoutSettings(process.env),
  streams: { out: (text) => void process.stdout.write(text), err: (text) => void process.stderr.write(text) },
  stop: stopping.signal,
});
