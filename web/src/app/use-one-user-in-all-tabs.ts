import { useEffect } from 'react';

/** One for the page: a channel does not receive its own messages, so this page does not load again when it signs out. */
const channel = new BroadcastChannel('signed-in user');

/** All tabs share one session: when another tab signs in another user or signs out, this one loads again. */
export function useOneUserInAllTabs(userId: string): void {
  useEffect(() => {
    const compare = ({ data }: MessageEvent) => {
      if (data !== userId) window.location.reload();
    };
    channel.addEventListener('message', compare);
    channel.postMessage(userId);
    return () => channel.removeEventListener('message', compare);
  }, [userId]);
}

/** Makes the other tabs load again after a sign-out. */
export function signedOutInOtherTabs(): void {
  channel.postMessage(null);
}
