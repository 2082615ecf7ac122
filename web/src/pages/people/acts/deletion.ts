import type { DeletionQuery, ScoreOfDayFragment } from '../../../graphql/documents.ts';
import { day } from '../../../text/dates.ts';
import { points } from '../../../text/numbers.ts';

/** When a deleted user leaves report and score. */
export type Departure =
  /** An invitation that was never accepted: nothing of the person counts. */
  | { readonly kind: 'never counted' }
  /** `on`: an instant of the API; undefined where no report is planned. */
  | { readonly kind: 'leaves'; readonly on: string | undefined };

/** When the person would leave, deleted now: on the report day of the next month, or as an earlier signal decided. */
export function departure(user: DeletionFacts, nextReportAt: string | null | undefined, now: Date): Departure {
  if (user.leavesReportAt !== null) return { kind: 'leaves', on: user.leavesReportAt };
  if (user.firstSignedInAt === null) return { kind: 'never counted' };
  return { kind: 'leaves', on: nextReportAt == null ? undefined : reportDayOfNextMonth(now, nextReportAt) };
}

type DeletionFacts = Pick<NonNullable<DeletionQuery['user']>, 'firstSignedInAt' | 'leavesReportAt'>;

function reportDayOfNextMonth(now: Date, nextReportAt: string): string {
  const reportDay = new Date(nextReportAt).getUTCDate();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, reportDay)).toISOString();
}

/** "leaves report and score on 10 Jan 2027" in the words of the dialog. */
export function departureSentence(departure: Departure): string {
  if (departure.kind === 'never counted') return 'Nothing changes: the invitation was never accepted.';
  if (departure.on === undefined) return 'Leaves report and score on the report day of next month.';
  return `Leaves report and score on ${day(departure.on)}; counts until then.`;
}

/** What becomes of the scores, one sentence for each designation that changes. Worst first. */
export function scoreSentences(
  now: readonly ScoreOfDayFragment[],
  without: readonly ScoreOfDayFragment[],
): readonly string[] {
  const later = new Map(without.map((score) => [score.code, score]));
  return now
    .flatMap((before) => {
      const after = later.get(before.code);
      return after === undefined || sameScore(before, after) ? [] : [{ before, after }];
    })
    .sort((a, b) => Number(lost(b)) - Number(lost(a)) || drop(b) - drop(a))
    .map((change) => scoreSentence(change));
}

type ScoreChange = { readonly before: ScoreOfDayFragment; readonly after: ScoreOfDayFragment };

function scoreSentence(change: ScoreChange): string {
  const { before, after } = change;
  const verb = drop(change) > 0 ? 'falls' : 'changes';
  const ending = lost(change) ? ' and is no longer attained' : '';
  return `${before.title} ${verb} from ${points(before.score)} to ${points(after.score)}${ending}.`;
}

function sameScore(before: ScoreOfDayFragment, after: ScoreOfDayFragment): boolean {
  return before.score === after.score && before.attained === after.attained;
}

function lost({ before, after }: ScoreChange): boolean {
  return before.attained && !after.attained;
}

function drop({ before, after }: ScoreChange): number {
  return before.score - after.score;
}
