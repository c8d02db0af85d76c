// What day it is: the device's, unless the day on which the site was built says that its clock is wrong.

import { DAY_MS } from "./values.js";

const DAYS_AHEAD = 120; // a site that nobody has built for so long is rarer than a wrong clock

export class Clock {
  /** `built` is the day of the build as 2026-03-01; `now` tells the device's milliseconds. */
  constructor(built, now = Date.now) {
    this.built = built;
    this.now = now;
    this.believed = false; // somebody has said that the device is right
  }

  /** The device's day in Shanghai, as the catalogue counts days. */
  get device() {
    return dayOf(this.now());
  }

  get isWrong() {
    const built = Date.parse(this.built);
    return this.device < dayOf(built - DAY_MS) || this.device > dayOf(built + DAYS_AHEAD * DAY_MS);
  }

  get today() {
    return this.isWrong && !this.believed ? this.built : this.device;
  }
}

const dayOf = (moment) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10);
