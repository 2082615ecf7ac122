import { type Logger, pino } from 'pino';
import { currentTraceLabels } from '../tracing/tracer.js';

/** A JSON log on standard output that redacts secrets and personal data. */
export function createLog(service: string): Logger {
  return pino({
    base: { service },
    mixin: () => currentTraceLabels() ?? {},
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'authorization',
        'cookie',
        'code',
        'completion_code',
        'completionCode',
        'state',
        'email',
        'profileId',
        'variables',
        'token',
        'password',
      ].flatMap((name) => [name, `*.${name}`]),
      censor: '[redacted]',
    },
  });
}
