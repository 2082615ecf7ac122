/** Passed to the server unchanged, so that variables such as those of libfaketime reach it. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}
