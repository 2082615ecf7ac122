import { findProfileHistories, type ProfileHistory } from '@app/association/cli/profile-history';
import { findProfileRecords, type ProfileRecord } from '@app/credits/cli/profile-record';
import { organizationNames } from '@app/identity/cli/organization-names';
import type { CommandResult, CommandRun } from '@app/subgraph-kit/commands/command';
import { notFound, wrongCall } from '@app/subgraph-kit/commands/command-failed';
import { type Explanation, explanationOf } from './explanation.js';
import { explanationText } from './explanation-text.js';

/** Asks association, credits and identity about a learning profile. The id appears in the result only, in no log. */
export async function explainProfile(
  { profileId, source }: { readonly profileId: string; readonly source: string | undefined },
  run: CommandRun,
): Promise<CommandResult> {
  const possible = await findProfileHistories(profileId, run);
  const histories = possible.filter((history) => source === undefined || history.source === source);
  if (histories.length === 0) throw wrongCall('<profile>: no learning source has ids of this form.', ID_FORMS);
  const records = await findProfileRecords(histories.map(idsOf), run);
  const known = histories.flatMap((history, index): [ProfileHistory, ProfileRecord][] => {
    const record = records[index];
    return record !== undefined && isKnown(history, record) ? [[history, record]] : [];
  });
  if (known.length === 0) {
    throw notFound(
      'No service knows this profile: nothing was recorded for it, and it was never linked or merged.',
      'Was it recorded under another id, or for the other learning source?',
    );
  }
  const names = await organizationNames([...new Set(known.flatMap(organizationsOf))], run);
  const profiles: Explanation[] = known.map(([history, record]) => explanationOf(history, record, names));
  const text = profiles.flatMap((profile, index) => [...(index === 0 ? [] : ['']), ...explanationText(profile)]);
  return { text, data: { profiles } };
}

const ID_FORMS = 'An MCID has 4 to 12 digits; a Partner University id up to 64 letters, digits and characters of _ -.';

function idsOf({ source, survivingProfileId, merges }: ProfileHistory) {
  return { source, profileIds: [survivingProfileId, ...merges.map(({ fromProfileId }) => fromProfileId)] };
}

function isKnown({ merges, links }: ProfileHistory, { achievements, linkIds }: ProfileRecord): boolean {
  return [merges, links, achievements, linkIds].some((found) => found.length > 0);
}

function organizationsOf([{ links }, { achievements }]: [ProfileHistory, ProfileRecord]): string[] {
  const ofCredits = achievements.flatMap(({ credits }) => credits.map(({ organizationId }) => organizationId));
  return [...links.map(({ organizationId }) => organizationId), ...ofCredits];
}
