import { useEffect } from 'react';

/** One for the page: a channel does not receive its own messages, so this page does not load again when it signs out. */
const channel = openChannel();

/** None where the browser keeps nothing for this site: the start page still says so. */
function openChannel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel('signed-in user');
  } catch {
    return undefined;
  }
}

/**
 * All tabs share one session: when another tab signs in another user or signs out, this one loads again. So does a page
 * that the browser kept and restores: on the way back after a sign-out it would show the data of the user.
 */
export function useOneUserInAllTabs(userId: string): void {
  useEffect(() => {
    const compare = ({ data }: MessageEvent) => {
      if (data !== userId) window.location.reload();
    };
    const restored = ({ persisted }: PageTransitionEvent) => {
      if (persisted) window.location.reload();
    };
    channel?.addEventListener('message', compare);
    window.addEventListener('pageshow', restored);
    channel?.postMessage(userId);
    return () => {
      channel?.removeEventListener('message', compare);
      window.removeEventListener('pageshow', restored);
    };
  }, [userId]);
}

/** Makes the other tabs load again after a sign-out. */
export function signedOutInOtherTabs(): void {
  channel?.postMessage(null);
}
