import { useEffect } from 'react';

const CHANNEL = 'signed-in user';

/** All tabs share one session: when another tab signs in another user or signs out, this one loads again. */
export function useOneUserInAllTabs(userId: string): void {
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => {
      if (data !== userId) window.location.reload();
    };
    channel.postMessage(userId);
    return () => channel.close();
  }, [userId]);
}

/** Makes the other tabs load again after a sign-out. */
export function signedOutInAllTabs(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(null);
  channel.close();
}
