import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readReconciliationProfile } from "../book/reconciliation-profile.ts";
import { kebabCase } from "../book/registers.ts";
import { readYaml } from "../book/yaml-node.ts";
import { LodebookError, lodebookError } from "../model/fault.ts";
import type { ReconciliationProfile } from "../model/reconciliation.ts";
import { readInput } from "./read-input.ts";

const folder = join(import.meta.dirname, "../../profiles");

/** A profile by its name in `profiles/`, or by the path of its file. Throws PROFILE_UNKNOWN and every fault of the file. */
export function readProfile(nameOrPath: string): ReconciliationProfile {
  const { text, reading } = readInput(findProfile(nameOrPath));
  const node = readYaml(text, reading);
  const profile = node && readReconciliationProfile(node, reading);
  if (profile === undefined || reading.faults.length > 0) throw new LodebookError(reading.faults);
  return profile;
}

function findProfile(nameOrPath: string): string {
  if (/\.ya?ml$/.test(nameOrPath)) return nameOrPath;
  const names = readdirSync(folder).flatMap((file) => (file.endsWith(".yaml") ? [file.slice(0, -".yaml".length)] : []));
  if (kebabCase.test(nameOrPath) && names.includes(nameOrPath)) return join(folder, `${nameOrPath}.yaml`);
  const expected = `one of ${names.sort().join(", ")}, or the path of a profile, ending in .yaml`;
  throw lodebookError("PROFILE_UNKNOWN", { found: nameOrPath, expected });
}
