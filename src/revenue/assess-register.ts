import type { Objection, Permit, Register } from "../model/register.ts";
import { type Assessment, assess } from "./assess.ts";
import { firstById } from "./first-by-id.ts";
import { makeLevySchedule } from "./levy-schedule.ts";
import { type PermitState, permitStanding } from "./permit-standing.ts";

/**
 * The assessment of every consignment of a register, in the order of the register, by its permit as it stood on the day.
 *
 * @example
 * assessRegister({ terms: { levels: [] }, permits: [], objections: [], levies: [], consignments: [] }) // => []
 */
export function assessRegister(register: Register): Assessment[] {
  const schedule = makeLevySchedule(register.levies);
  const permits = firstById(register.permits);
  const objections = objectionsByPermit(register.objections);
  const { levels } = register.terms;
  const states = new Map<string, PermitState>();
  const stateOf = (permit: Permit, date: string) => {
    // Many consignments of a permit leave on one day.
    const key = `${date} ${permit.id}`;
    const known = states.get(key);
    if (known !== undefined) return known;
    const { state } = permitStanding(permit, { objections: objections.get(permit.id) ?? [], levels, date });
    states.set(key, state);
    return state;
  };
  return register.consignments.map((consignment) => {
    const permit = permits.get(consignment.permit);
    const state = permit === undefined ? "none" : stateOf(permit, consignment.date);
    return assess(consignment, { permit, state, schedule });
  });
}

/**
 * Objections by the id of their permit.
 *
 * @example
 * objectionsByPermit([{ id: "o", permit: "p" }]).get("p").length // => 1
 */
export function objectionsByPermit(objections: readonly Objection[]): ReadonlyMap<string, readonly Objection[]> {
  const lists = new Map<string, Objection[]>();
  for (const objection of objections) {
    const list = lists.get(objection.permit);
    if (list === undefined) lists.set(objection.permit, [objection]);
    else list.push(objection);
  }
  return lists;
}
