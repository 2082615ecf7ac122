import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';

/** A message above the part of the page that it is about. A bad one is read at once. */
export function Notice({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {children}
    </div>
  );
}
