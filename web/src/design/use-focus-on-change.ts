import { type RefObject, useEffect, useRef } from 'react';

/** Focuses an element when a value changes, such as the place of a page of rows; not when the page opens. */
export function useFocusOnChange<E extends HTMLElement>(value: unknown): RefObject<E | null> {
  const element = useRef<E>(null);
  const before = useRef(value);
  useEffect(() => {
    if (before.current !== value) element.current?.focus();
    before.current = value;
  }, [value]);
  return element;
}
