/** Repeats the check until it holds, at most five seconds. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('The condition did not hold within five seconds.');
  }
}
