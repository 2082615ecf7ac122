import { oneAtATime } from '@app/subgraph-kit/processes/one-at-a-time';
import type { TaskList } from 'graphile-worker';
import type { Dependencies } from '../../dependencies.js';
import { publishDesignationChanges } from '../application/publish-designation-changes.js';

const PUBLISH_DESIGNATIONS = 'publish-designations';

/** Runs every minute: a designation is published at most once a minute. */
export const DESIGNATIONS_CRONTAB = `* * * * * ${oneAtATime(PUBLISH_DESIGNATIONS)}`;

/** The job that publishes designations that were attained or lost. */
export function designationsTasks(dependencies: Dependencies): TaskList {
  return { [PUBLISH_DESIGNATIONS]: async () => publishDesignationChanges(dependencies) };
}
