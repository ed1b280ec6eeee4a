import { normalQuantile } from "./normal.ts";

/** A stream of seeded chance. What it gives depends on its seed alone. */
export type Random = {
  /** Uniform, strictly inside (0,1), 52 random bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /**
   * A stream of its own for a label, a whole number within ±(2^53 - 1): always the same one, however much has been
   * drawn. So a quantity keeps its draws when others come or go.
   */
  fork(label: number): Random;
};

/**
 * Seeded chance: xoshiro128** (Blackman & Vigna 2021), its state filled by splitmix32 from the seed, a whole number
 * within ±(2^53 - 1). Period 2^128 - 1.
 *
 * Uniform numbers are made by whole-number operations and exact divisions: the same bits on every machine. Normal ones
 * are the quantile of a uniform one (Wichura's AS 241), one for one, so antithetic and common draws stay aligned; their
 * bits depend on the machine only as far as `Math.log` does, which V8 computes in software (fdlibm), in Node as in a browser.
 *
 * @example
 * makeRandom(1).uniform() === makeRandom(1).uniform() // => true
 * makeRandom(1).fork(7).normal() === makeRandom(1).fork(8).normal() // => false
 */
export function makeRandom(seed: number): Random {
  return randomOfKey(absorb({ high: 0, low: 0 }, seed));
}

/**
 * The generator itself: 32 bits a call, as a signed whole number, from a state of four words of 32 bits, not all of them 0.
 *
 * @example
 * xoshiro128(1, 2, 3, 4)() // => 11520
 */
export function xoshiro128(first: number, second: number, third: number, fourth: number): () => number {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
  let d = fourth | 0;
  return () => {
    const fives = Math.imul(b, 5);
    const result = Math.imul((fives << 7) | (fives >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/** What a stream is made from: 64 bits that say which seed and which labels led to it. */
type Key = { readonly high: number; readonly low: number };

function randomOfKey(key: Key): Random {
  const { high, low } = key;
  const [first, second] = [mix(high + golden), mix(low + Math.imul(golden, 2))];
  const [third, fourth] = [mix(low + Math.imul(golden, 3)), mix(high + Math.imul(golden, 4))];
  // Of first and fourth at most one is 0, because only 0 is mixed to 0: the state is never all zeros.
  const next = xoshiro128(first, second, third, fourth);
  const uniform = () => ((next() >>> 6) * 2 ** 26 + (next() >>> 6) + 0.5) / 2 ** 52;
  return {
    uniform,
    normal: () => normalQuantile(uniform()),
    fork: (label) => randomOfKey(absorb(key, label)),
  };
}

/** Two rounds, one for each half of the number: for one key each number gives another. */
function absorb(key: Key, number: number): Key {
  const whole = absorbWord(key, Math.floor(number / 2 ** 32) | 0);
  return absorbWord(whole, number | 0);
}

function absorbWord({ high, low }: Key, word: number): Key {
  const mixed = mix((low ^ word) + golden);
  return { high: mix((high ^ mixed) + golden), low: mix(mixed + Math.imul(high, 5) + golden) };
}

/** 2^32 over the golden ratio: the step of splitmix. */
const golden = 0x9e3779b9 | 0;

/** The finaliser of MurmurHash3 (Appleby), one to one on 32 bits. */
function mix(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
