import './design/styles/styles.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './app/router.tsx';
import { PageProblem } from './graphql/page-problem.ts';

/** Shows the first page once it is there; the line of index.html stays until then. */
async function start(): Promise<void> {
  await router.load();
  const element = document.getElementById('root');
  if (element === null) throw new Error('index.html has no element with the id root.');
  createRoot(element, { onCaughtError: logFault }).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}

/** A page that says why it cannot be shown is no fault of the application. */
function logFault(error: unknown): void {
  if (!(error instanceof PageProblem)) console.error(error);
}

// No top-level await: a page that imports from this chunk would wait for itself.
void start();
