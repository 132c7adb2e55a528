// Prints data/requests.txt: requests for pages, the popular ones more often. Run after a build:
//   node data/make-requests.js > data/requests.txt

import { Chance } from '../dist/core/chance.js';
import { zipfPopularity } from '../dist/index.js';

const REQUESTS = 4000;
const PAGES = 1000;
const EXPONENT = 0.9;

const chance = new Chance(['requests']);
chance.reseed(1);

let sum = 0;
const upTo = zipfPopularity(PAGES, EXPONENT).map((share) => {
  sum += share;
  return sum;
});

/** The page of a request, 1 to PAGES, by inversion. */
function pageOf(request) {
  const u = chance.streams.requests.uniform(0, request, 0);
  return 1 + upTo.findIndex((share) => u < share);
}

const lines = Array.from({ length: REQUESTS }, (_, request) => `/page/${pageOf(request)}\n`);
process.stdout.write(lines.join(''));
