/** Number of histories for the running services in a run of all tests. */
export const USUAL_HISTORIES = 60;

/** Number of histories for the running services; set by MODEL_HISTORIES. */
export function historiesToLive(): number {
  return Number(process.env.MODEL_HISTORIES ?? USUAL_HISTORIES);
}

/** The seed of a failed run, to repeat it. */
export function modelSeed(): number | undefined {
  const seed = process.env.MODEL_SEED;
  return seed === undefined ? undefined : Number(seed);
}
