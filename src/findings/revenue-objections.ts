import type { Finding } from "../model/finding.ts";
import type { Objection } from "../model/register.ts";
import { type StoppedLevies, stoppedLevies } from "../revenue/stopped-levies.ts";
import type { RevenueDesk } from "./revenue-desk.ts";
import { countFinding, idPart, moneyFinding } from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** An objection and what it stopped. */
export type ObjectionFindings = {
  readonly objection: Objection;
  readonly place: string;
  /** Undefined where it was not upheld: then it stopped nothing. */
  readonly stopped: { readonly levies: Finding; readonly amounts: readonly Finding[] } | undefined;
};

/** The objections that were raised, open or decided in the period, by day and id. */
export function findObjections({ desk, register, revenue }: RevenueDesk): ObjectionFindings[] {
  const { period } = desk;
  const places = new Map(register.permits.map(({ id, place }) => [id, place]));
  const stopped = new Map(stoppedLevies(revenue.ledger).map((one) => [one.objection, one]));
  const isAbout = ({ date, decision }: Objection) =>
    date <= period.end && (decision === undefined || decision.date >= period.start);
  return register.objections
    .filter(isAbout)
    .sort((a, b) => (a.date === b.date ? (a.id < b.id ? -1 : 1) : a.date < b.date ? -1 : 1))
    .map((objection) => {
      const place = places.get(objection.permit) ?? "";
      if (objection.decision?.outcome !== "upheld") return { objection, place, stopped: undefined };
      const found = stopped.get(objection.id);
      return { objection, place, stopped: makeStopped(desk.period.text, objection.id, found) };
    });
}

/** All of its findings. */
export function listObjection({ stopped }: ObjectionFindings): Finding[] {
  return stopped === undefined ? [] : [stopped.levies, ...stopped.amounts];
}

function makeStopped(period: string, id: string, found: StoppedLevies | undefined): ObjectionFindings["stopped"] {
  const head = (name: string, label: "stopped" | "voided") => {
    return { id: `revenue/objection/${idPart(id)}/${name}`, label: revenueLabels[label], period };
  };
  return {
    levies: countFinding(head("levies", "stopped"), found?.levies ?? 0),
    amounts: (found?.amounts ?? []).map((money) => moneyFinding(head(money.currency.code, "voided"), money)),
  };
}
