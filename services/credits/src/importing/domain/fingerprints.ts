const FEWEST_SLOTS = 1024;

/**
 * A set of texts that stores 64 bits of each: a file of many millions of rows fits into memory. Two texts of a million
 * share a fingerprint with a probability of less than one in ten million, so that only reports use it, never a decision
 * about what is recorded.
 */
export class Fingerprints {
  /** Pairs of numbers in open addressing; a pair of zeros is an empty slot. */
  #slots = new Uint32Array(2 * FEWEST_SLOTS);
  #size = 0;

  has(text: string): boolean {
    const [high, low] = fingerprint(text);
    return this.#slots[this.#slotOf(high, low) + 1] !== 0;
  }

  /** Adds a text; false when it was added before. */
  add(text: string): boolean {
    const [high, low] = fingerprint(text);
    const slot = this.#slotOf(high, low);
    if (this.#slots[slot + 1] !== 0) return false;
    this.#put(slot, high, low);
    this.#size += 1;
    if (this.#size * 4 > this.#slots.length) this.#grow();
    return true;
  }

  /** The slot of the pair, or the empty one in which it belongs. */
  #slotOf(high: number, low: number): number {
    const slots = this.#slots;
    let slot = (low * 2) % slots.length;
    while (slots[slot + 1] !== 0 && (slots[slot] !== high || slots[slot + 1] !== low)) slot = (slot + 2) % slots.length;
    return slot;
  }

  #put(slot: number, high: number, low: number): void {
    this.#slots[slot] = high;
    this.#slots[slot + 1] = low;
  }

  #grow(): void {
    const earlier = this.#slots;
    this.#slots = new Uint32Array(2 * earlier.length);
    for (let at = 0; at < earlier.length; at += 2) {
      const [high = 0, low = 0] = [earlier[at], earlier[at + 1]];
      if (low !== 0) this.#put(this.#slotOf(high, low), high, low);
    }
  }
}

/** Two hashes of 32 bits by multiplication and shifts, as in MurmurHash; the second is never zero. */
function fingerprint(text: string): [high: number, low: number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return [high >>> 0, low >>> 0 || 1];
}
