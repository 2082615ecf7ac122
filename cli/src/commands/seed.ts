import type { CommandRun } from '@app/subgraph-kit/commands/command';
import type { CommandGroup } from '../program.js';

export const SEED: CommandGroup = {
  name: 'seed',
  description: 'data of development; not in production',
  commands: [
    {
      name: 'demo',
      description:
        'loads the demonstration into an empty database while the services run; continues an interrupted load',
      change: () => 'Load the demonstration?',
      work: async (_words, _options, run) => {
        const [identity, association, credits] = await Promise.all([
          import('@app/identity/cli/seed-demonstration'),
          import('@app/association/cli/seed-demonstration'),
          import('@app/credits/cli/seed-demonstration'),
        ]);
        await assertSettings(run);
        run.progress('Loading the demonstration …');
        // At once: credits runs before identity publishes the organizations whose reports it holds back.
        const [organizations, links, achievements] = await Promise.all([
          identity.seedIdentity(run),
          association.seedAssociation(run),
          credits.seedCredits(run),
        ]);
        const nothing = !organizations && links === 0 && achievements === 0;
        return {
          text: [
            nothing
              ? 'There is data already; nothing was loaded.'
              : `Loaded: ${links} links and ${achievements} achievements of the demonstration.`,
          ],
          data: { organizations, links, achievements },
        };
      },
    },
  ],
};

/** A missing setting of one service is found before the others begin: they would wait for its events. */
async function assertSettings({ environment }: CommandRun): Promise<void> {
  const { readEnvironment } = await import('@app/subgraph-kit/settings/environment');
  for (const { demonstrationEnvironment } of await Promise.all([
    import('@app/identity/environment'),
    import('@app/association/environment'),
    import('@app/credits/environment'),
  ]))
    readEnvironment(demonstrationEnvironment, environment);
}
