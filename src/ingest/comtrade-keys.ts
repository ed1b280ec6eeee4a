/**
 * A set of whole numbers from 0 to 2^53 - 2, eight bytes a place. The set of the language takes several times that and
 * ends at 16 million members, which a file of trade may have.
 */
export class KeySet {
  /** Each place holds a key plus one; 0 is free. At most half of the places are taken. */
  #places = new Float64Array(1 << 10);
  #size = 0;

  has(key: number): boolean {
    return this.#places[this.#placeOf(key)] === key + 1;
  }

  /** False when the key was there before. */
  add(key: number): boolean {
    const place = this.#placeOf(key);
    if (this.#places[place] === key + 1) return false;
    this.#places[place] = key + 1;
    this.#size += 1;
    if (2 * this.#size > this.#places.length) this.#grow();
    return true;
  }

  /** Where the key is or would be: the next free place from the one that its bits give. */
  #placeOf(key: number): number {
    const last = this.#places.length - 1;
    const bits = Math.imul(key >>> 0, 0x9e3779b1) ^ Math.imul(key / 0x1_0000_0000, 0x85ebca6b);
    let place = (bits ^ (bits >>> 15)) & last;
    while (this.#places[place] !== 0 && this.#places[place] !== key + 1) place = (place + 1) & last;
    return place;
  }

  #grow(): void {
    const before = this.#places;
    this.#places = new Float64Array(2 * before.length);
    for (const taken of before) if (taken !== 0) this.#places[this.#placeOf(taken - 1)] = taken;
  }
}
