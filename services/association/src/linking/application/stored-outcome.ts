const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** An outcome as it was before it was kept as JSON: no text of one has the form of an instant but instants. */
export function deserializeOutcome<Outcome>(kept: unknown): Outcome {
  return JSON.parse(JSON.stringify(kept), (_key, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
  ) as Outcome;
}
