import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Reference } from '../reference/reference.js';
import { type LinkingSystem, ORGANIZATION_OF, PROFILES, SOURCES, type Source } from '../system/linking-system.js';

/** A step of a history, taken in the reference and in the system under test. */
export type LinkingCommand = fc.AsyncCommand<Reference, LinkingSystem>;

export const account = fc.nat({ max: ORGANIZATION_OF.length - 1 });
export const source = fc.constantFrom(...SOURCES);
export const profile = fc.nat({ max: PROFILES - 1 });

export function command(
  text: string,
  run: (model: Reference, real: LinkingSystem) => Promise<void>,
  check: (model: Readonly<Reference>) => boolean = () => true,
): LinkingCommand {
  return { check, run, toString: () => text };
}

/** Throws unless the system answers what the reference answers. */
export async function agree<T>(what: string, expected: T, actual: Promise<T>): Promise<T> {
  const got = await actual;
  if (!isDeepStrictEqual(got, expected))
    throw new Error(`${what}: expected ${JSON.stringify(expected, null, 1)}, got ${JSON.stringify(got, null, 1)}`);
  return got;
}

export async function advance(model: Reference, real: LinkingSystem, to: number): Promise<void> {
  model.advanceTo(to);
  await real.advanceTo(to);
}

/** Begins, signs in and confirms, as far as each step succeeds. */
export async function linkWhole(
  model: Reference,
  real: LinkingSystem,
  who: number,
  of: Source,
  as: number,
): Promise<void> {
  const begun = await agree('begin', model.begin(who, of), real.begin(who, of));
  if (begun.is !== 'BeginAssociationSuccess') return;
  const flow = model.flows.length - 1;
  await agree('sign in', model.signIn(flow, as), real.signIn(flow, as));
  const presentation = { flow, by: who, rightCode: true };
  await agree('confirm', model.confirm(presentation), real.confirm(presentation));
  await agree('overview', model.overview(who), real.overview(who));
}

/** Repeats an arbitrary according to its weight. */
export function times<T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] {
  return Array.from({ length: weight }, () => arbitrary);
}
