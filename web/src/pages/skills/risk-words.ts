import type { RiskFragment, SkillRiskCause } from '../../graphql/documents.ts';
import { day } from '../../text/dates.ts';
import type { Known } from '../../text/words.ts';
import { pointsOf } from './standing.ts';

/** What happens to one person, and to several, after their names. */
const CAUSES: Readonly<Record<Known<SkillRiskCause>, readonly [one: string, several: string]>> = {
  DEPARTURE: ['leaves', 'leave'],
  EXPIRY: ['has a certification that expires', 'have certifications that expire'],
  GATE_HOLDER: ['loses a certification that a step needs', 'lose certifications that a step needs'],
  RETIREMENT: ['has a certification that retires', 'have certifications that retire'],
};

/** What happens, after the names of the people: leaves. */
export function causeOf({ cause, together }: Pick<RiskFragment, 'cause' | 'together'>): string {
  if (!Object.hasOwn(CAUSES, cause)) return cause;
  const [one, several] = CAUSES[cause as Known<SkillRiskCause>];
  return together.length === 1 ? one : several;
}

/** What is lost besides the designation, and from which day on where it is known: points, the first step that closes. */
export function lossOf({ on, pointsLost, closesStep }: Pick<RiskFragment, 'on' | 'pointsLost' | 'closesStep'>): string {
  const parts = [pointsLost > 0 && `−${pointsOf(pointsLost)}`, closesStep !== null && `step ${closesStep} closes`];
  const loss = parts.filter((part) => part !== false).join(', ');
  return on === null ? loss : `${day(on)}: ${loss}`;
}
