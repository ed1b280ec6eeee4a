import { join } from "node:path";
import { readWorkbookProfile } from "../book/workbook-profile.ts";
import { readYaml } from "../book/yaml-node.ts";
import { LodebookError } from "../model/fault.ts";
import type { WorkbookProfile } from "../model/workbook-profile.ts";
import { readInput } from "./read-input.ts";

const usual = join(import.meta.dirname, "../../profiles/register-workbook.yaml");

/** The profile of an office's workbook, or the usual one. Throws every fault of its file. */
export function getWorkbookProfile(file: string = usual): WorkbookProfile {
  const { text, reading } = readInput(file);
  const node = readYaml(text, reading);
  const profile = node && readWorkbookProfile(node, reading);
  if (profile === undefined || reading.faults.length > 0) throw new LodebookError(reading.faults);
  return profile;
}
