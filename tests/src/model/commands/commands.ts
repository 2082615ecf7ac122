import fc from 'fast-check';
import type { Reference } from '../reference/reference.js';
import { tenthOfNextMonth } from '../reference/reference-limits.js';
import { type LinkingSystem, ORGANIZATION_OF, type SignIn } from '../system/linking-system.js';
import { account, advance, agree, command, type LinkingCommand, linkWhole, profile, source, times } from './command.js';
import { leavingCommands } from './leaving-commands.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Mostly the newest flow, sometimes an older one. */
const whichFlow = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }) },
);
const signInAs: fc.Arbitrary<SignIn> = fc.oneof(
  { weight: 5, arbitrary: profile },
  { weight: 1, arbitrary: fc.constantFrom('cancel', 'no-profile-id') },
);
/** Mostly the owner of the flow with the right code. */
const whose = fc.oneof({ weight: 5, arbitrary: fc.constant('owner' as const) }, { weight: 1, arbitrary: account });
const rightCode = fc.oneof({ weight: 6, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const span = fc.oneof(
  fc.integer({ min: 1, max: 9 * MINUTE }),
  fc.constantFrom(10 * MINUTE - 1, 10 * MINUTE, 10 * MINUTE + 1_000),
  fc.integer({ min: HOUR, max: 29 * DAY }),
  fc.constantFrom(30 * DAY - 1, 30 * DAY, 30 * DAY + 1),
  fc.integer({ min: 30 * DAY, max: 200 * DAY }),
);

const flowNumber = (model: Readonly<Reference>, fromTheEnd: number) => model.flows.length - 1 - fromTheEnd;
const hasFlow = (fromTheEnd: number) => (model: Readonly<Reference>) => flowNumber(model, fromTheEnd) >= 0;

const presenting = (what: 'pending' | 'confirm') =>
  fc.tuple(whichFlow, whose, rightCode).map(([back, by, right]) =>
    command(
      `${what}(flow -${back}, by ${by}, ${right ? 'right' : 'wrong'} code)`,
      async (model, real) => {
        const flow = flowNumber(model, back);
        const who = by === 'owner' ? (model.flows[flow]?.account ?? 0) : by;
        const presentation = { flow, by: who, rightCode: right };
        await agree(what, model[what](presentation), real[what](presentation));
      },
      hasFlow(back),
    ),
  );

/** Every command on links, weighted so that histories reach deep states. */
export const linkingCommands: fc.Arbitrary<LinkingCommand>[] = [
  ...times(
    6,
    fc
      .tuple(account, source, profile)
      .map(([who, of, as]) =>
        command(`link(${who}, ${of}, profile ${as})`, (model, real) => linkWhole(model, real, who, of, as)),
      ),
  ),
  ...times(
    2,
    fc.tuple(account, source, profile).map(([who, of, as]) =>
      command(`wait until ${who} may, then link(${of}, profile ${as})`, async (model, real) => {
        await advance(model, real, model.nextFor(who, of));
        await linkWhole(model, real, who, of, as);
      }),
    ),
  ),
  fc.tuple(account, source).map(([who, of]) =>
    command(`wait until just before ${who} may, then begin(${of})`, async (model, real) => {
      await advance(model, real, Math.max(model.now, model.nextFor(who, of) - 1));
      await agree('begin', model.begin(who, of), real.begin(who, of));
    }),
  ),
  ...times(
    2,
    fc.tuple(account, source).map(([who, of]) =>
      command(`begin(${who}, ${of})`, async (model, real) => {
        await agree('begin', model.begin(who, of), real.begin(who, of));
      }),
    ),
  ),
  fc.tuple(account, source).map(([who, of]) =>
    command(`begin(${who}, ${of}) after a sign-in of yesterday`, async (model, real) => {
      await agree('begin', model.begin(who, of, 13 * HOUR), real.begin(who, of, 13 * HOUR));
    }),
  ),
  ...times(
    2,
    fc.tuple(whichFlow, signInAs).map(([back, as]) =>
      command(
        `signIn(flow -${back}, ${as})`,
        async (model, real) => {
          const flow = flowNumber(model, back);
          await agree('sign in', model.signIn(flow, as), real.signIn(flow, as));
        },
        hasFlow(back),
      ),
    ),
  ),
  presenting('pending'),
  ...times(3, presenting('confirm')),
  ...times(
    2,
    fc.tuple(account, source).map(([who, of]) =>
      command(`remove(${who}, ${of})`, async (model, real) => {
        await agree('remove', model.remove(who, of), real.remove(who, of));
      }),
    ),
  ),
  account.map((who) =>
    command(`overview(${who})`, async (model, real) => {
      await agree('overview', model.overview(who), real.overview(who));
    }),
  ),
  ...times(
    3,
    span.map((by) => command(`advance(${by / DAY} days)`, (model, real) => advance(model, real, model.now + by))),
  ),
  fc
    .constantFrom(-1, 0)
    .map((off) =>
      command(`advance to the 10th of next month ${off}`, (model, real) =>
        advance(model, real, tenthOfNextMonth(model.now) + off),
      ),
    ),
  fc.constant(command('catchUp()', (_model, real) => real.catchUp())),
  ...leavingCommands,
];

/** When a history begins: any instant of several years, including leap days and ends of months. */
export const beginnings: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2031, 11, 31) }),
  fc
    .constantFrom('2024-01-31T15:30:00Z', '2024-02-29T06:00:00Z', '2027-12-05T00:00:00Z', '2025-01-25T23:59:59.999Z')
    .map(Date.parse),
);

/** Compares all links at the end; the administrator looks at those of deleted users. */
export async function compareAllLinks(model: Reference, real: LinkingSystem): Promise<void> {
  await Promise.all(
    [...ORGANIZATION_OF.keys()].map(async (who) => {
      const expected = model.overview(who);
      if (expected.is === 'overview') await agree(`the end, ${who}`, expected, real.overview(who));
      else if (model.accounts[who]?.invited)
        await agree(`the end, ${who}, by the administrator`, model.seenByAdmin(who), real.seenByAdmin(who));
    }),
  );
}
