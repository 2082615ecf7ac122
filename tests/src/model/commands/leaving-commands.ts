import fc from 'fast-check';
import type { Reference } from '../reference/reference.js';
import { tenthOfNextMonth } from '../reference/reference-limits.js';
import { type LinkingSystem, ORGANIZATION_OF, PROFILES, type Source } from '../system/linking-system.js';
import { account, advance, agree, command, type LinkingCommand, linkWhole, profile, source, times } from './command.js';

const isHere = (model: Readonly<Reference>, who: number) => {
  const { invited, deactivatedAt } = model.accounts[who] ?? {};
  return invited === true && deactivatedAt === null;
};

const LEAVE = ['deleteUser', 'deactivate'] as const;
/** Undoes the offboarding, or invites again and signs in. */
const RETURN = ['take it back', 'invite again'] as const;

/** The account at this distance from the leaver's. */
const anotherAccount = fc.integer({ min: 1, max: ORGANIZATION_OF.length - 1 });

/** What happens to the leaver's profile before the return. */
const meanwhile = fc.oneof(
  fc.constant({ is: 'nothing' as const }),
  fc.record({ is: fc.constantFrom('linked by' as const, 'merged into that of' as const), next: anotherAccount }),
);

type Leave = {
  who: number;
  of: Source;
  as: number;
  leave: (typeof LEAVE)[number];
  comeBack: (typeof RETURN)[number];
  meantime: { is: 'nothing'; next?: undefined } | { is: 'linked by' | 'merged into that of'; next: number };
};

/** Late enough in a month for a return within thirty days, after the refresh. */
function late(now: number): number {
  const date = new Date(now);
  const twentieth = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 20);
  return Math.max(now, twentieth);
}

async function leaveAndReturn(model: Reference, real: LinkingSystem, step: Leave): Promise<void> {
  const { who, of, as, leave, comeBack, meantime } = step;
  const survivor = (as + 1) % PROFILES;
  const other = (who + (meantime.next ?? 0)) % ORGANIZATION_OF.length;
  await advance(model, real, model.nextFor(who, of));
  if (meantime.is === 'merged into that of') await linkWhole(model, real, other, of, survivor);
  await linkWhole(model, real, who, of, as);
  await advance(model, real, late(model.now));
  await agree(leave, model[leave](who), real[leave](who));
  await advance(model, real, tenthOfNextMonth(model.now));
  if (meantime.is === 'linked by') await linkWhole(model, real, other, of, as);
  if (meantime.is === 'merged into that of')
    await agree('merge', model.merge(of, as, survivor), real.merge(of, as, survivor));
  if (comeBack === 'invite again') await agree('invite', model.invite(who), real.invite(who));
  else if (leave === 'deleteUser') await agree('restore', model.restoreUser(who), real.restoreUser(who));
  else await agree('reactivate', model.reactivate(who), real.reactivate(who));
  await linkWhole(model, real, who, of, as);
  await agree('overview', model.overview(who), real.overview(who));
}

/** Commands on accounts and profiles, with their consequences for links. */
export const leavingCommands: fc.Arbitrary<LinkingCommand>[] = [
  ...times(
    4,
    fc
      .record({
        ...{ who: account, of: source, as: profile, meantime: meanwhile },
        ...{ leave: fc.constantFrom(...LEAVE), comeBack: fc.constantFrom(...RETURN) },
      })
      .map((step) =>
        command(
          `leave, drop out and return(${JSON.stringify(step)})`,
          (model, real) => leaveAndReturn(model, real, step),
          (model) => isHere(model, step.who),
        ),
      ),
  ),
  ...times(
    2,
    account.map((who) =>
      command(`invite(${who})`, async (model, real) => {
        await agree('invite', model.invite(who), real.invite(who));
      }),
    ),
  ),
  ...times(
    2,
    account.map((who) =>
      command(
        `deleteUser(${who})`,
        async (model, real) => {
          await agree('delete', model.deleteUser(who), real.deleteUser(who));
          await agree('overview of a deleted user', model.overview(who), real.overview(who));
        },
        (model) => model.accounts[who]?.invited === true && model.accounts[who].deletedAt === null,
      ),
    ),
  ),
  ...times(
    2,
    account.map((who) =>
      command(
        `restoreUser(${who})`,
        async (model, real) => {
          await agree('restore', model.restoreUser(who), real.restoreUser(who));
        },
        (model) => typeof model.accounts[who]?.deletedAt === 'number',
      ),
    ),
  ),
  ...times(
    2,
    account.map((who) =>
      command(
        `deactivate(${who}) by the directory`,
        async (model, real) => {
          await agree('deactivate', model.deactivate(who), real.deactivate(who));
          await agree('overview of a deactivated user', model.overview(who), real.overview(who));
        },
        (model) => model.accounts[who]?.invited === true,
      ),
    ),
  ),
  ...times(
    2,
    account.map((who) =>
      command(
        `reactivate(${who}) by the directory`,
        async (model, real) => {
          await agree('reactivate', model.reactivate(who), real.reactivate(who));
        },
        (model) => typeof model.accounts[who]?.deactivatedAt === 'number',
      ),
    ),
  ),
  fc
    .tuple(source, profile, fc.integer({ min: 1, max: PROFILES - 1 }))
    .map(([of, from, further]) => [of, from, (from + further) % PROFILES] as const)
    .map(([of, from, into]) =>
      command(`merge(${of}, profile ${from} into ${into})`, async (model, real) => {
        await agree('merge', model.merge(of, from, into), real.merge(of, from, into));
      }),
    ),
];
