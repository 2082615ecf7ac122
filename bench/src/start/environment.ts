/** The environment of a program that is run as from a terminal, with some settings. */
export function terminalEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...settings };
}
