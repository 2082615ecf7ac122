import { lazy, type ReactNode, Suspense } from 'react';
import { Field } from '../field.tsx';
import type { PickerProps } from './option.ts';

const Combobox = lazy(() => import('./combobox.tsx'));

/** Picks one of many by typing a part of it. Its code is loaded after the page. */
export function Picker(props: PickerProps): ReactNode {
  const { label, hint } = props;
  return (
    <Suspense fallback={<Field label={label} hint={hint ?? ''} disabled />}>
      <Combobox {...props} />
    </Suspense>
  );
}
