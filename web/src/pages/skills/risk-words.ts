import type { RiskFragment, SkillRiskCause } from '../../graphql/documents.ts';
import { day } from '../../text/dates.ts';
import type { Known } from '../../text/words.ts';
import { pointsOf } from './standing.ts';

const lists = new Intl.ListFormat('en', { type: 'conjunction' });

type Event = Pick<RiskFragment, 'cause' | 'together' | 'credentials'>;

/** What happens, after the names of the people. */
const CAUSES: Readonly<Record<Known<SkillRiskCause>, (event: Event) => string>> = {
  DEPARTURE: ({ together }) => (together.length === 1 ? ' leaves' : ' leave'),
  EXPIRY: (event) => `: ${titlesOf(event)} ${event.credentials.length === 1 ? 'expires' : 'expire'}`,
  GATE_HOLDER: (event) => `${event.together.length === 1 ? ' loses' : ' lose'} ${titlesOf(event)}, which a gate needs`,
  RETIREMENT: (event) => `: ${titlesOf(event)} ${event.credentials.length === 1 ? 'retires' : 'retire'}`,
};

/** What happens, to be read after the names of the people: leaves, or the certifications that end. */
export function causeOf(event: Event): string {
  if (!Object.hasOwn(CAUSES, event.cause)) return `: ${event.cause}`;
  return CAUSES[event.cause as Known<SkillRiskCause>](event);
}

/** What is lost besides the designation, and from which day on where it is known: points, the first step that closes. */
export function lossOf({ on, pointsLost, closesStep }: Pick<RiskFragment, 'on' | 'pointsLost' | 'closesStep'>): string {
  const parts = [pointsLost > 0 && `−${pointsOf(pointsLost)}`, closesStep !== null && `step ${closesStep} closes`];
  const loss = parts.filter((part) => part !== false).join(', ');
  return on === null ? loss : `${day(on)}: ${loss}`;
}

function titlesOf({ credentials }: Event): string {
  return lists.format(credentials.map(({ title }) => title));
}
