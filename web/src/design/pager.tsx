import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { buttonClass } from './button.tsx';

type PagerProps = {
  /** The rows of a page. */
  readonly size: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

/** The ways through a list page by page. The place is in the address, as `after`. */
export function Pager({ size, pageInfo: { hasNextPage, endCursor } }: PagerProps): ReactNode {
  const { after } = useSearch({ strict: false });
  if (after === undefined && !hasNextPage) return null;
  return (
    <nav className="acts" aria-label="Pages">
      {after !== undefined && <PageLink after={undefined}>First page</PageLink>}
      {hasNextPage && endCursor !== null && <PageLink after={endCursor}>{`Next ${size}`}</PageLink>}
    </nav>
  );
}

function PageLink({ after, children }: { readonly after: string | undefined; readonly children: string }): ReactNode {
  return (
    <Link className={buttonClass('plain')} to="." search={(search) => ({ ...search, after })} resetScroll={false}>
      {children}
    </Link>
  );
}
