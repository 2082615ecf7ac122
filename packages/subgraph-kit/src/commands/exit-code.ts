/** How the program of operators ends. `findings`: `doctor` found something to do. */
export const EXIT_CODE = {
  done: 0,
  failed: 1,
  wrongCall: 2,
  doneInPart: 3,
  rejected: 4,
  notFound: 5,
  findings: 6,
} as const;

export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];
