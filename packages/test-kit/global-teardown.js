/** Stops what the run started. */
export default async function globalTeardown() {
  await globalThis.testRun?.end();
}
