import type { GraphQLError } from 'graphql';
import type { FieldShape, ObjectShape, Place } from '../planning/answer-shape.js';
import { answerErrors, type Step } from './answer-errors.js';
import { isObject } from './merge.js';
import type { PlanObject, PlanRun } from './plan-run.js';

/** Null because of an error that is reported: parents that must not be null become null too. */
const NULLED = Symbol('nulled');
/** Does not exist for this caller: null where the schema allows it. */
const ABSENT = Symbol('absent');

/** The client's answer. `faulty`: it lacks a value without an error of a subgraph. */
export type ShapedAnswer = { data: PlanObject | null; errors: GraphQLError[]; faulty: boolean };

/**
 * Arranges the data of a plan as the client requested it, by the rules of the GraphQL specification. A null that the
 * schema does not allow, or a missing value, is an error at its path unless another error explains it.
 */
export function shapeAnswer(run: PlanRun, root: ObjectShape): ShapedAnswer {
  const errors = answerErrors(run, root);
  const here: Step[] = [];

  function ofObject(value: PlanObject, { type, fields }: ObjectShape): unknown {
    const answer: PlanObject = {};
    const unexplained: Step[][] = [];
    for (const field of fields) {
      if (field.planned === '__typename') {
        put(answer, field.name, type);
        continue;
      }
      const raw = value[field.planned];
      here.push(field);
      const completed = raw === undefined ? missing(value, field, unexplained) : complete(raw, field.place);
      here.pop();
      if (completed === NULLED || completed === ABSENT) return completed;
      put(answer, field.name, completed);
    }
    for (const steps of unexplained) errors.fault(steps);
    return answer;
  }

  function missing(holder: PlanObject, { planned, place }: FieldShape, unexplained: Step[][]): unknown {
    const gap = run.gaps.get(holder)?.get(planned);
    if (!errors.reportAt(here)) {
      if (gap === 'absent') return place.nonNull ? ABSENT : null;
      if (gap === undefined) errors.fault(here);
      // An error beside it usually makes the whole object null and is reported there; otherwise this null is reported.
      else if (gap === 'collateral') unexplained.push([...here]);
      else errors.reportGap(here, gap.error);
    }
    return place.nonNull ? NULLED : null;
  }

  function complete(raw: unknown, place: Place): unknown {
    const completed = raw === null || raw === undefined ? null : ofType(raw, place);
    if (completed === NULLED) return place.nonNull ? NULLED : null;
    if (completed !== null && completed !== ABSENT) return completed;
    const reported = errors.reportAt(here);
    if (!place.nonNull) return null;
    if (!reported) errors.fault(here);
    return NULLED;
  }

  function ofType(raw: unknown, { item, leaf, object, byType }: Place): unknown {
    if (leaf !== undefined) return leaf(raw) === undefined ? faulty() : raw;
    if (item !== undefined) return Array.isArray(raw) ? ofList(raw, item) : faulty();
    if (!isObject(raw)) return faulty();
    const shape = object ?? byType?.get(raw.__typename as string);
    return shape === undefined ? faulty() : ofObject(raw, shape);
  }

  function ofList(raw: readonly unknown[], item: Place): unknown {
    const items: unknown[] = [];
    for (let index = 0; index < raw.length; index++) {
      here.push(index);
      const completed = complete(raw[index], item);
      here.pop();
      if (completed === NULLED) return NULLED;
      items.push(completed);
    }
    return items;
  }

  function faulty(): typeof NULLED {
    errors.fault(here);
    return NULLED;
  }

  const answer = ofObject(run.data, root);
  const data = isObject(answer) ? answer : null;
  const all = errors.all();
  return { data, errors: all, faulty: errors.faulty };
}

/** A name of the client may be `__proto__`. */
function put(answer: PlanObject, name: string, value: unknown): void {
  if (name !== '__proto__') answer[name] = value;
  else Object.defineProperty(answer, name, { value, enumerable: true });
}
