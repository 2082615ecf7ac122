import type { SimulatedScoreFragment } from '../../../graphql/documents.ts';
import { points } from '../../../text/numbers.ts';

/** A designation before and after a plan. */
export type Difference = {
  readonly code: string;
  readonly title: string;
  readonly required: number;
  readonly before: number;
  readonly after: number;
  readonly attainedBefore: boolean;
  readonly attainedAfter: boolean;
};

/** Every designation before and after, the greatest differences first; without one, in the order of the rules. */
export function differencesOf(
  before: readonly SimulatedScoreFragment[],
  after: readonly SimulatedScoreFragment[],
): Difference[] {
  const then = new Map(after.map((one) => [one.code, one]));
  return before
    .map(({ code, title, required, score, attained }) => ({
      code,
      title,
      required,
      before: score,
      after: then.get(code)?.score ?? score,
      attainedBefore: attained,
      attainedAfter: then.get(code)?.attained ?? attained,
    }))
    .toSorted((a, b) => weight(b) - weight(a));
}

/** What the plan changes, in sentences. */
export function differencesSentence(differences: readonly Difference[]): string {
  const changed = differences.filter(isChanged);
  if (changed.length === 0) return 'The plan changes no score.';
  const rest = changed.length < differences.length ? ' The other scores stay.' : '';
  return `${changed.map(changeSentence).join(' ')}${rest}`;
}

/** The score afterwards, and the change: 72 (+4). */
export function changeText({ before, after }: Difference): string {
  const change = after - before;
  if (change === 0) return points(after);
  return `${points(after)} (${change > 0 ? '+' : '−'}${points(Math.abs(change))})`;
}

/** Whether the designation is gained or lost. */
export function turnOf({ attainedBefore, attainedAfter }: Difference): 'gained' | 'lost' | undefined {
  if (attainedBefore === attainedAfter) return undefined;
  return attainedAfter ? 'gained' : 'lost';
}

const TURNS = { gained: ' and is attained', lost: ' and is lost', none: '' };

function changeSentence(difference: Difference): string {
  const { title, before, after } = difference;
  const turn = TURNS[turnOf(difference) ?? 'none'];
  if (before === after) return `${title} stays at ${points(after)}${turn}.`;
  return `${title} ${after > before ? 'rises' : 'falls'} from ${points(before)} to ${points(after)}${turn}.`;
}

function isChanged(difference: Difference): boolean {
  return difference.before !== difference.after || turnOf(difference) !== undefined;
}

/** A designation gained or lost weighs more than any number of points. */
function weight(difference: Difference): number {
  return Math.abs(difference.after - difference.before) + (turnOf(difference) === undefined ? 0 : 1_000);
}
