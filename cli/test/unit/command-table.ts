import { type CommandDefinition, type CommandGroup, programOf } from '../../src/program.js';

/** The rows of the table of commands in docs/operator-cli.md, as the help has them. */
export function commandTable(contents: readonly (CommandDefinition | CommandGroup)[]): string[] {
  const quiet = () => undefined;
  const program = programOf(contents, async () => undefined, { out: quiet, err: quiet });
  return program.commands.flatMap((command) =>
    (command.commands.length > 0 ? command.commands : [command]).map((leaf) => {
      const words = command === leaf ? command.name() : `${command.name()} ${leaf.name()}`;
      const args = leaf.registeredArguments.map((one) => (one.variadic ? `<${one.name()}…>` : `<${one.name()}>`));
      const options = leaf.options
        .filter(({ long }) => !COMMON.includes(long ?? ''))
        .map(({ flags, mandatory }) => (mandatory ? flags : `[${flags}]`));
      const call = [words, ...args, ...options].join(' ').replaceAll('|', '\\|');
      return `| \`${call}\` | ${leaf.description()} |`;
    }),
  );
}

/** Options of many commands, which the text explains. */
const COMMON = ['--yes', '--json', '--show-secret'];
