import type { DataPath } from '../planning/requests/plan-fetches.js';
import { isObject } from './merge.js';
import type { PlanObject } from './plan-run.js';

/** The objects at a path of the data, each once: an object that occurs several times is one object. */
export function objectsAt(data: unknown, path: DataPath): Set<PlanObject> {
  const found = new Set<PlanObject>();
  walk(data, path, 0, (object) => void found.add(object));
  return found;
}

/** Each occurrence of the objects at a path, with its own path. */
export function occurrencesAt(data: unknown, path: DataPath): { object: PlanObject; at: (string | number)[] }[] {
  const found: { object: PlanObject; at: (string | number)[] }[] = [];
  const here: (string | number)[] = [];
  walk(data, path, 0, (object) => void found.push({ object, at: [...here] }), here);
  return found;
}

function walk(
  value: unknown,
  path: DataPath,
  depth: number,
  visit: (object: PlanObject) => void,
  here?: (string | number)[],
): void {
  if (Array.isArray(value)) {
    const next = path[depth] === '@' ? depth + 1 : depth;
    for (let index = 0; index < value.length; index++) {
      here?.push(index);
      walk(value[index], path, next, visit, here);
      here?.pop();
    }
    return;
  }
  if (!isObject(value)) return;
  const key = path[depth];
  if (key === undefined) {
    visit(value);
    return;
  }
  here?.push(key);
  walk(value[key], path, depth + 1, visit, here);
  here?.pop();
}
