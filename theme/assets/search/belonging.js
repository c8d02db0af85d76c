// Whether a query is of this trade at all.

import { characters } from "./text.js";

/**
 * How much must speak for a query's being of this trade (`evidence` in meaning.js) for anything to be claimed that does
 * not hold all of it: the more, the more of its words no record holds, the more if one of these is another trade's own
 * (words.py), and the less, the more words there are, since every one is a chance to be unlike. A plane by logistic
 * regression over the judged queries that may be tuned on, laid low, since silence about a need is the worse mistake: one
 * in four of other trades, most of them near this one, gets through (bench/search_judged.py counts them). What is no more
 * than DOUBT above it is told as doubtful: half of these, and one in forty of this trade.
 */
const ENOUGH = 0.58;
export const DOUBT = 0.08;
const BY_FOREIGN = 0.15;
const BY_OTHER = 0.15;
const BY_WORDS = 0.2;
/** Where likeness is not asked, the most that may be foreign. */
const MOST_FOREIGN = 0.28;

/**
 * By how much more than enough speaks for it that a query of these words is of this trade; `near` is null where likeness
 * is not asked. Of single characters alone nobody can tell: they may be a name that the table does not know.
 */
export function belonging(share, near, words, other) {
  const several = words.some(({ word }) => characters(word).length > 1);
  if (near === null) return share > MOST_FOREIGN ? -1 : DOUBT;
  return several ? (near[0]?.evidence || 0) - ENOUGH - BY_FOREIGN * share - (other ? BY_OTHER : 0) + BY_WORDS * Math.log(words.length) : DOUBT;
}
