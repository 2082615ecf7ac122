import type { GraphQLError } from 'graphql';
import type { FieldShape, ObjectShape, Place } from '../planning/answer-shape.js';
import { answerErrors, type Step } from './answer-errors.js';
import { isObject } from './merge.js';
import type { PlanObject, PlanRun } from './plan-run.js';

/** Null because of an error that is told: what may not be null becomes null with it. */
const NULLED = Symbol('nulled');
/** Not there for this caller: null where the schema allows it. */
const ABSENT = Symbol('absent');

/** The client's answer. `faulty`: it lacks something that no error explains but our own. */
export type ShapedAnswer = { data: PlanObject | null; errors: GraphQLError[]; faulty: boolean };

/**
 * Lays the data of a plan out as the client asked for it, by the rules of the GraphQL specification. A null that the
 * schema does not allow, or a value that was not brought, is an error at its place unless an error explains it.
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
    const hole = run.holes.get(holder)?.get(planned);
    if (!errors.tellAt(here)) {
      if (hole === 'absent') return place.nonNull ? ABSENT : null;
      if (hole === undefined) errors.fault(here);
      // An error beside it takes the object along, and is told itself; where it does not, this null is told.
      else if (hole === 'collateral') unexplained.push([...here]);
      else errors.tellHole(here, hole.error);
    }
    return place.nonNull ? NULLED : null;
  }

  function complete(raw: unknown, place: Place): unknown {
    const completed = raw === null || raw === undefined ? null : ofType(raw, place);
    if (completed === NULLED) return place.nonNull ? NULLED : null;
    if (completed !== null && completed !== ABSENT) return completed;
    const told = errors.tellAt(here);
    if (!place.nonNull) return null;
    if (!told) errors.fault(here);
    return NULLED;
  }

  function ofType(raw: unknown, { item, leaf, object, byType }: Place): unknown {
    if (leaf !== undefined) return leaf(raw) ? raw : faulty();
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

/** A name of the client's may be that of the prototype. */
function put(answer: PlanObject, name: string, value: unknown): void {
  if (name !== '__proto__') answer[name] = value;
  else Object.defineProperty(answer, name, { value, enumerable: true });
}
