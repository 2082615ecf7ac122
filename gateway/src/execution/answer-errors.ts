import { GraphQLError } from 'graphql';
import { LIMITS } from '../limits/limits.js';
import type { FieldShape, ObjectShape, Place } from '../planning/answer-shape.js';
import { type ErrorPlace, errorPlaces, placeAt } from './error-places.js';
import type { PlanRun } from './plan-run.js';
import type { SubgraphError } from './subgraphs/subgraph-answer.js';

/** A step on the way to a value of the answer: a field of an object or an item of a list. */
export type Step = FieldShape | number;
type ClientPath = (string | number)[];

const CARRIED_OUT =
  'The mutation was carried out, but this part of its answer is not available just now. Ask for it with a query.';

/** Collects the errors of an answer, each at the path that the client knows. */
export type AnswerErrors = {
  /** Reports every error at this place and below; returns whether there was one. */
  reportAt(here: readonly Step[]): boolean;
  /** Reports the failed fetch that this value was expected from. */
  reportGap(here: readonly Step[], error: SubgraphError): void;
  /** Reports a null that no error explains. */
  fault(here: readonly Step[]): void;
  /** All errors, including those that no null of the answer stands for. */
  all(): GraphQLError[];
  /** Whether the answer lacks a value that no error explains. */
  readonly faulty: boolean;
};

/** Collects the errors of a run; names of the plan become names of the client. */
export function answerErrors(run: PlanRun, root: ObjectShape): AnswerErrors {
  const reported: GraphQLError[] = [];
  const places = run.errors.length > 0 ? errorPlaces(run.errors) : undefined;
  let outages = 0;
  let faulty = false;
  const isMutation = root.type === run.schema.getMutationType()?.name;

  function report(error: SubgraphError, path?: ClientPath): void {
    const { message, extensions } = isMutation && path !== undefined && path.length > 1 ? afterwards(error) : error;
    reported.push(new GraphQLError(message, { extensions, ...(path !== undefined && { path }) }));
  }

  function reportPlace(errors: ErrorPlace, place: Place | undefined, path: ClientPath, onlyUnreported: boolean): void {
    if (!(onlyUnreported && errors.reported)) for (const error of errors.errors) report(error, path);
    errors.reported = true;
    for (const [key, below] of errors.below) {
      for (const [step, next] of stepsTo(place, key)) reportPlace(below, next, [...path, ...step], onlyUnreported);
    }
  }

  return {
    reportAt(here) {
      const found = places && placeAt(places, here.map(plannedName));
      if (found === undefined) return false;
      reportPlace(found, placeOfSteps(here), here.map(clientName), false);
      return true;
    },
    reportGap(here, error) {
      if (error.extensions.code === 'SERVICE_UNAVAILABLE' && ++outages > LIMITS.outageErrors) return;
      report(error, here.map(clientName));
    },
    fault(here) {
      faulty = true;
      // For the log; the client gets the masked message.
      const message = `A value is missing or is none of its type: ${here.map(plannedName).join('.')}`;
      report({ message, extensions: {} }, here.map(clientName));
    },
    all() {
      if (places !== undefined) reportPlace(places, { nonNull: false, object: root }, [], true);
      for (const error of run.placeless) report(error);
      return reported;
    },
    get faulty() {
      return faulty;
    },
  };
}

/**
 * An error below the field of a mutation occurs after the mutation was executed: a client that retries would execute it
 * twice.
 */
function afterwards(error: SubgraphError): SubgraphError {
  const { code, retryAfterSeconds } = error.extensions;
  if (code !== 'SERVICE_UNAVAILABLE' || retryAfterSeconds === undefined) return error;
  return { message: CARRIED_OUT, extensions: { code } };
}

function plannedName(step: Step): string | number {
  return typeof step === 'number' ? step : step.planned;
}

function clientName(step: Step): string | number {
  return typeof step === 'number' ? step : step.name;
}

function placeOfSteps(steps: readonly Step[]): Place | undefined {
  let place: Place | undefined;
  for (const step of steps) place = typeof step === 'number' ? place?.item : step.place;
  return place;
}

/**
 * The client's names for a key of the plan's data. Errors of a field that only the plan requested are reported at its
 * parent.
 */
function stepsTo(place: Place | undefined, key: string | number): [ClientPath, Place | undefined][] {
  if (typeof key === 'number') return [[[key], place?.item]];
  const shapes = place?.object === undefined ? [...(place?.byType?.values() ?? [])] : [place.object];
  const fields = new Map(
    shapes.flatMap((shape) =>
      shape.fields.filter(({ planned }) => planned === key).map((field) => [field.name, field]),
    ),
  );
  if (fields.size === 0) return [[[], undefined]];
  return [...fields].map(([name, field]) => [[name], field.place]);
}
