import { instantText, tableOf } from '@app/subgraph-kit/commands/command-text';
import type { ExplainedAchievement, ExplainedLink, Explanation } from './explanation.js';

const SOURCES = { MICROSOFT_LEARN: 'Microsoft Learn', PARTNER_UNIVERSITY: 'Partner University' };

/** The explanation for people. */
export function explanationText(explanation: Explanation): string[] {
  const { source, profileId, mergedInto, merges, links, achievements } = explanation;
  return [
    `${SOURCES[source]} profile ${profileId}${mergedInto === null ? '' : `, merged into ${mergedInto}`}`,
    ...merges.map(
      ({ fromProfileId, intoProfileId, mergedAt }) =>
        `  ${instantText(mergedAt)}  ${fromProfileId} merged into ${intoProfileId}`,
    ),
    '',
    links.length === 0 ? 'Never linked.' : 'Links:',
    ...tableOf(links.map(cellsOf)).map(indented),
    '',
    achievements.length === 0 ? 'Nothing is recorded.' : 'Achievements:',
    ...tableOf(achievements.flatMap(rowsOf)).map(indented),
  ];
}

function cellsOf({ organization, userId, startedAt, endedAt, endReason, knownToCredits }: ExplainedLink): string[] {
  const until = endedAt === null ? 'open' : `until ${instantText(endedAt)} (${endReason ?? 'no reason'})`;
  const delay = knownToCredits ? '' : 'credits has not received it yet: skill-link doctor shows queues';
  return [nameOf(organization), `user ${userId}`, `since ${instantText(startedAt)}`, until, delay];
}

/** A row for each organization with a credit. */
function rowsOf({ credentialCode, achievedAt, expiresOn, credits, withoutCredit }: ExplainedAchievement): string[][] {
  const achieved = `achieved ${achievedAt.toISOString().slice(0, 10)}`;
  const expires = expiresOn === null ? 'no expiry' : `expires ${expiresOn}`;
  const outcomes =
    withoutCredit === null
      ? credits.map(({ organization, state, reasons }) => [
          nameOf(organization),
          reasons.length === 0 ? state : `${state} (${reasons.join(', ')})`,
        ])
      : [['no organization', withoutCredit]];
  return outcomes.map((outcome, index) =>
    index === 0 ? [credentialCode, achieved, expires, ...outcome] : ['', '', '', ...outcome],
  );
}

function nameOf({ id, name }: { readonly id: string; readonly name: string | null }): string {
  return name ?? id;
}

function indented(line: string): string {
  return `  ${line}`;
}
