import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { draftKey } from './draft.ts';

/** A form whose content stays in this tab until it is sent: `onInput` belongs to the form, `clear` to the success. */
export type Draft = {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly onInput: () => void;
  readonly clear: () => void;
};

/** Keeps what a user has typed into a form: a reload, or a new sign-in after the session is over, loses nothing. */
export function useDraft(name: string, userId: string): Draft {
  const form = useRef<HTMLFormElement>(null);
  const key = draftKey(name, userId);
  useEffect(() => {
    if (form.current !== null) fill(form.current, readDraft(key));
  }, [key]);

  const onInput = useCallback(() => {
    if (form.current !== null) sessionStorage.setItem(key, JSON.stringify([...new FormData(form.current)]));
  }, [key]);
  const clear = useCallback(() => {
    sessionStorage.removeItem(key);
    form.current?.reset();
  }, [key]);
  return { form, onInput, clear };
}

type Entries = readonly (readonly [name: string, value: string])[];

function readDraft(key: string): Entries {
  return JSON.parse(sessionStorage.getItem(key) ?? '[]') as Entries;
}

function fill(form: HTMLFormElement, entries: Entries): void {
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement) || field.name === '') continue;
    const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === 'checkbox') field.checked = values.includes(field.value);
    else if (values[0] !== undefined) field.value = values[0];
  }
}
