/** Invalid settings; `faults` has one line for each, with the expected value. */
export class EnvironmentError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      faults.length === 1
        ? `A setting is missing or wrong: ${faults[0]}`
        : `These settings are missing or wrong:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  }
}
