import { ENTITIES, REPRESENTATIONS } from '../planning/requests/entities-query.js';
import type { EntitiesRequest } from '../planning/requests/plan-requests.js';
import { requestBody } from '../planning/requests/request-text.js';
import type { Steps } from './plan-run.js';
import { receiveEntities } from './receive-entities.js';
import { type WantedEntities, wantedEntities } from './wanted-entities.js';

/** Requests the entities of objects that the data hold by now; a part without any is left out. */
export async function requestEntities(steps: Steps, { subgraph, text, parts }: EntitiesRequest): Promise<void> {
  const { run, ask, variables } = steps;
  const all = parts.map((part) => wantedEntities(run, part));
  const wanted = all.filter(({ representations }) => representations.length > 0);
  if (wanted.length > 1) {
    const lists = all.map(({ part, representations }) => listOf(part.representations, representations));
    const answer = await ask(subgraph, { body: requestBody(text, variables, lists), isMutation: false });
    // A service that answers without data may have failed for one part only: then each is requested alone.
    if (answer.data !== null || answer.isUnavailable) {
      receiveEntities(run, answer, new Map(wanted.map((each) => [each.part.name, each])));
      return;
    }
  }
  await Promise.all(wanted.map((alone) => requestAlone(steps, subgraph, alone)));
}

async function requestAlone({ run, ask, variables }: Steps, subgraph: string, wanted: WantedEntities): Promise<void> {
  const list = listOf(REPRESENTATIONS, wanted.representations);
  const answer = await ask(subgraph, { body: requestBody(wanted.part.alone, variables, [list]), isMutation: false });
  receiveEntities(run, answer, new Map([[ENTITIES, wanted]]));
}

function listOf(variable: string, representations: readonly string[]): string {
  return `"${variable}":[${representations.join()}]`;
}
