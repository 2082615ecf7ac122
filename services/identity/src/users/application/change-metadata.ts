import { askedBy } from '@app/subgraph-kit/activity/actor';
import type { Dependencies, Request } from '../../dependencies.js';

/** Metadata of a change: instant, request, actor and program; and the report day of the month, which sets drop dates. */
export type ChangeMetadata = {
  readonly at: Date;
  readonly requestId: string;
  readonly actor: string;
  /** Null or absent where no program is known. */
  readonly client?: string | null;
  readonly reportDay: number;
};

/** The metadata of a change that a caller asks for. */
export function changeBy(
  { caller, requestId }: Request,
  { at, reportDay }: { at: Date } & Pick<Dependencies, 'reportDay'>,
): ChangeMetadata {
  return { at, requestId, reportDay, ...askedBy(caller) };
}
