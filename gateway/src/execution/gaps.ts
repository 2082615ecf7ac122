import type { Gap } from './plan-run.js';
import type { SubgraphError } from './subgraphs/subgraph-answer.js';

/** The reason for fields without data: the error without a path. Errors with paths are reported there. */
export function gapOfFields(errors: readonly SubgraphError[]): Gap {
  const error = errors.find(isGeneral);
  return error === undefined ? 'collateral' : { error: withoutPath(error) };
}

/** The reason for missing entities: the error without a path, or else any. */
export function gapOfEntities(errors: readonly SubgraphError[]): Gap {
  const error = errors.find(isGeneral) ?? errors[0];
  return { error: error ? withoutPath(error) : { message: 'A subgraph answers for other objects.', extensions: {} } };
}

/**
 * The reason for an entity that is null: its own error, or an error below it, or the entity does not exist for this
 * caller. The errors are those of this entity, with paths below the field of all entities.
 */
export function gapOfEntity(errors: readonly SubgraphError[] = []): Gap {
  const whole = errors.find(({ path }) => path?.length === 2);
  if (whole !== undefined) return { error: withoutPath(whole) };
  return errors.length > 0 ? 'collateral' : 'absent';
}

/** An error as it is reported at another place. */
export function withoutPath({ message, extensions }: SubgraphError): SubgraphError {
  return { message, extensions };
}

function isGeneral({ path }: SubgraphError): boolean {
  return path === undefined || path.length === 0;
}
