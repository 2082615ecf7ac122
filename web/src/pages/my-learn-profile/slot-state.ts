import type {
  AssociationEndReason,
  EarlierLinkFragment,
  LinkAllowanceFragment,
  LinkedProfileFragment,
} from '../../graphql/documents.ts';

/** What the API says about the link of one learning source. */
export type SlotFacts = {
  readonly linked: LinkedProfileFragment | null;
  /** Null while the service of links does not answer. */
  readonly allowance: LinkAllowanceFragment | null;
  readonly newest: EarlierLinkFragment | undefined;
};

type Unlinked = { readonly allowance: LinkAllowanceFragment; readonly ended: AssociationEndReason | null };

/** What a slot shows: a link, room for one, the wait for the next one, or that nothing is known. */
export type SlotState =
  | { readonly kind: 'away' }
  | { readonly kind: 'linked'; readonly linked: LinkedProfileFragment; readonly allowance: LinkAllowanceFragment }
  | ({ readonly kind: 'free' } & Unlinked)
  | ({
      readonly kind: 'waiting';
      readonly because: 'cool-off' | 'limit';
      readonly until: string;
      readonly limit: number;
    } & Unlinked);

const REINSTATEMENT_MILLISECONDS = 30 * 86_400_000;

/** The state of a slot at an instant. */
export function slotState({ linked, allowance, newest }: SlotFacts, now: Date): SlotState {
  if (allowance === null) return { kind: 'away' };
  if (linked !== null) return { kind: 'linked', linked, allowance };
  const ended = newest?.endReason ?? null;
  const until = allowance.nextAssociationAt;
  if (until === null || mayContinue(newest, now)) return { kind: 'free', allowance, ended };
  const because = until === allowance.coolOffEndsAt ? 'cool-off' : 'limit';
  return { kind: 'waiting', because, until, limit: allowance.limit, allowance, ended };
}

/** The link of a leaver who came back continues, whatever the limits say; the API decides when it is tried. */
function mayContinue(newest: EarlierLinkFragment | undefined, now: Date): boolean {
  if (newest?.endReason !== 'ACCOUNT_DELETED' || newest.endedAt === null) return false;
  return now.getTime() < new Date(newest.endedAt).getTime() + REINSTATEMENT_MILLISECONDS;
}
