import type { GaugesOf } from '@app/subgraph-kit/metrics/process-metrics';
import { Gauge } from 'prom-client';
import type { Dependencies } from '../../dependencies.js';
import { findDueReports } from '../application/publish-skills-reports.js';

/** Gauges of the Skills Reports of all organizations. */
export function reportGauges(dependencies: Dependencies): GaugesOf {
  return (registers) => {
    const missing = new Gauge({
      name: 'skills_reports_missing',
      help: 'Skills Reports whose refresh has come and which are not published: organizations times months.',
      registers,
    });
    return async () => missing.set((await findDueReports(dependencies, dependencies.clock.now())).length);
  };
}
