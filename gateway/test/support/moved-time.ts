const RealDate = Date;

/** Moves the time of this process, for the gateway, the issuer and the browser alike. */
export type MovedTime = {
  ahead(by: { hours?: number; seconds?: number }): void;
  /** The real time again. */
  restore(): void;
};

/** Replaces the `Date` of the process, which all its modules and libraries share in tests. */
export function movedTime(): MovedTime {
  let offset = 0;
  class MovedDate extends RealDate {
    constructor(...values: unknown[]) {
      super(...((values.length === 0 ? [RealDate.now() + offset] : values) as []));
    }

    static override now(): number {
      return RealDate.now() + offset;
    }
  }
  return {
    ahead({ hours = 0, seconds = 0 }) {
      offset += (hours * 3600 + seconds) * 1000;
      globalThis.Date = MovedDate as DateConstructor;
    },
    restore() {
      offset = 0;
      globalThis.Date = RealDate;
    },
  };
}
