import { type ReactNode, useEffect } from 'react';

/** The only h1 of a page; also the title of the document. */
export function Heading({ children }: { readonly children: string | readonly string[] }): ReactNode {
  const text = [children].flat().join('');
  useEffect(() => {
    document.title = `${text} · skill-link`;
  }, [text]);
  return <h1 tabIndex={-1}>{text}</h1>;
}
