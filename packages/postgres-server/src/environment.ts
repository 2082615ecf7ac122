/** Handed on whole: what a person set for this process, a moved clock included, is meant for the server as well. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}
