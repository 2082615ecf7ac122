import type { PlanObject } from './plan-run.js';

/** Merges fetched data into known data, object by object and list by list. */
export function merge(target: PlanObject, source: PlanObject): void {
  for (const key of Object.keys(source)) {
    const brought = source[key];
    const known = target[key];
    if (isObject(brought) && isObject(known)) merge(known, brought);
    else if (Array.isArray(brought) && Array.isArray(known) && brought.length === known.length)
      mergeLists(known, brought);
    else target[key] = brought;
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  source.forEach((brought, index) => {
    const known = target[index];
    if (isObject(brought) && isObject(known)) merge(known, brought);
    else if (Array.isArray(brought) && Array.isArray(known) && brought.length === known.length)
      mergeLists(known, brought);
    else target[index] = brought;
  });
}

/** A copy with objects and lists of its own. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  const copy: PlanObject = {};
  for (const key of Object.keys(value)) copy[key] = copyOf(value[key]);
  return copy;
}

/** Whether a value is an object of an answer and no list. */
export function isObject(value: unknown): value is PlanObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
