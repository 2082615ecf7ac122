import { createContext, type ReactNode, useContext } from 'react';
import type { Person } from './person.ts';

/** An act that asks before it is done. */
export type AskedAct = { readonly act: 'correct address' | 'delete' | 'roles' | 'withdraw'; readonly person: Person };

/** `ask` opens the dialog of an act. `done` says what was done and asks for the page again. */
export type Acts = {
  readonly ask: (asked: AskedAct) => void;
  readonly done: (message: ReactNode) => Promise<void>;
};

/** Provided by PeopleActs. */
export const ActsContext = createContext<Acts | undefined>(undefined);

/** The acts of the page around. */
export function usePeopleActs(): Acts {
  const acts = useContext(ActsContext);
  if (acts === undefined) throw new Error('usePeopleActs works within PeopleActs.');
  return acts;
}
