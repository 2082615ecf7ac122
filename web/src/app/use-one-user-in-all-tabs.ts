import { useEffect } from 'react';

/** One for the page: a channel does not receive its own messages, so this page does not load again when it signs out. */
const otherTabs = new BroadcastChannel('signed-in user');

/** All tabs share one session: when another tab signs in another user or signs out, this one loads again. */
export function useOneUserInAllTabs(userId: string): void {
  useEffect(() => {
    otherTabs.onmessage = ({ data }) => {
      if (data !== userId) window.location.reload();
    };
    otherTabs.postMessage(userId);
    return () => {
      otherTabs.onmessage = null;
    };
  }, [userId]);
}

/** Makes the other tabs load again after a sign-out. */
export function signedOutInOtherTabs(): void {
  otherTabs.postMessage(null);
}
