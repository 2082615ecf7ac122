/** How many histories of the model are lived through in the running services; MODEL_HISTORIES asks for more. */
export function historiesToLive(): number {
  return Number(process.env.MODEL_HISTORIES ?? 150);
}

/** A seed that a failed run printed, to live it through again. */
export function modelSeed(): number | undefined {
  const seed = process.env.MODEL_SEED;
  return seed === undefined ? undefined : Number(seed);
}
