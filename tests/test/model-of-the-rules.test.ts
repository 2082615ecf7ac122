import { test } from '@jest/globals';
import fc from 'fast-check';
import { beginnings, compareEverybody, linkingCommands } from '../src/model/commands.js';
import { domainRules } from '../src/model/domain-rules.js';
import { Reference } from '../src/model/reference.js';

test('the rules of the domain answer 5,000 histories as the requirements told a second time do', async () => {
  await fc.assert(
    fc.asyncProperty(
      beginnings,
      fc.commands(linkingCommands, { maxCommands: 60, size: '+1' }),
      async (beginning, commands) => {
        const model = new Reference(beginning);
        const real = domainRules(beginning);
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await compareEverybody(model, real);
      },
    ),
    { numRuns: 5_000 },
  );
}, 120_000);
