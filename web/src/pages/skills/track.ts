import type { Track } from '../../graphql/documents.ts';
import { type Known, word } from '../../text/words.ts';

const TRACKS: Readonly<Record<Known<Track>, string>> = {
  ENTERPRISE: 'Enterprise',
  SMB: 'Small and midsize business',
};

/** The name of a set of thresholds. */
export function trackName(track: Track): string {
  return word(TRACKS, track);
}
