import { rewrittenPath } from '../planning/requests/data-rewrites.js';
import { fetchedFields } from '../planning/requests/fetched-fields.js';
import type { FieldsRequest, PlanRequest } from '../planning/requests/plan-requests.js';
import { requestBody } from '../planning/requests/request-text.js';
import { objectsAt, occurrencesAt } from './entities.js';
import { gapOfFields } from './gaps.js';
import { merge } from './merge.js';
import { noteGap, type Steps } from './plan-run.js';
import { requestEntities } from './request-entities.js';

/** Executes a plan: sends each request as soon as the answers that it needs are there, and merges its answer. */
export async function executePlan(steps: Steps, requests: readonly PlanRequest[]): Promise<void> {
  const answered: Promise<void>[] = [];
  for (const request of requests) answered.push(inTurn(request));
  await Promise.all(answered);

  async function inTurn(request: PlanRequest): Promise<void> {
    for (const before of request.after) await answered[before];
    await (request.kind === 'fields' ? requestFields(steps, request) : requestEntities(steps, request));
  }
}

async function requestFields({ run, ask, variables }: Steps, request: FieldsRequest): Promise<void> {
  const { subgraph, isMutation, text, node, path, rewrite } = request;
  const objects = objectsAt(run.data, path);
  if (objects.size === 0) return;
  const { data, errors } = await ask(subgraph, { body: requestBody(text, variables), isMutation });
  if (data !== null) rewrite?.(data);
  for (const object of objects) {
    if (data !== null) merge(object, data);
    else noteGap(run, object, fetchedFields(node), gapOfFields(errors));
  }
  if (errors.length === 0) return;
  const occurrences = occurrencesAt(run.data, path);
  for (const error of errors) {
    const below = error.path && rewrittenPath(node.outputRewrites, error.path);
    if (below !== undefined) for (const { at } of occurrences) run.errors.push({ ...error, path: [...at, ...below] });
    else if (data !== null) run.placeless.push(error);
  }
}
