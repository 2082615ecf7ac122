import type { ReactNode } from 'react';

type ReportPersonProps = { readonly personRef: string; readonly name: string | null };

/** A person by name, or by the stable reference for callers who see no names. */
export function ReportPerson({ personRef, name }: ReportPersonProps): ReactNode {
  if (name !== null) return <bdi>{name}</bdi>;
  return (
    <>
      Person <code>{personRef.slice(0, 8)}</code>
    </>
  );
}
