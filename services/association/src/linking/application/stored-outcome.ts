const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Restores an outcome from its JSON. Revives instants by their form: no other text of an outcome has it. */
export function deserializeOutcome<Outcome>(kept: unknown): Outcome {
  return JSON.parse(JSON.stringify(kept), (_key, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
  ) as Outcome;
}
